package dev.doorbell.handover.activation;

import dev.doorbell.handover.Handover;
import dev.doorbell.handover.notify.StoreChanges;
import dev.doorbell.handover.upgrade.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A generation whose notifications, start and end are reported. */
final class Supervised {
    /** Tells a program that the end of its process is that of the run: {@code Generations} cannot upgrade it. */
    private static final String STARTED_HERE = "DOORBELL_RUN";

    private final Generation generation;
    private final AtomicBoolean serves;
    private final StoreChanges changes;
    private final CompletableFuture<Void> reported;

    private Supervised(
            Generation generation, AtomicBoolean serves, StoreChanges changes, CompletableFuture<Void> reported) {
        this.generation = generation;
        this.serves = serves;
        this.changes = changes;
        this.reported = reported;
    }

    /** Starts a process. {@return null if none may start any more} */
    static @Nullable Supervised start(
            Launcher launcher, Supervision supervision, Handover handover, String name, String reason, boolean first)
            throws IOException {
        makeAgain(supervision.directory());
        AtomicBoolean serves = new AtomicBoolean(first);
        StoreChanges changes = new StoreChanges(supervision.store(), launcher.events()::failed);
        if (first) {
            changes.serve();
        }
        handover.environment(
                STARTED_HERE, String.valueOf(ProcessHandle.current().pid()));
        Generation generation = Generation.start(
                handover,
                supervision.directory().resolve(name),
                supervision.watchdog(),
                supervision.times().stop(),
                notification -> {
                    changes.apply(notification);
                    launcher.events().notified(notification, serves.get());
                },
                complete -> launcher.start(complete, reason));
        if (generation == null) {
            return null;
        }
        return new Supervised(generation, serves, changes, generation.onEnd().thenAccept(ended -> {
            changes.close();
            launcher.ended(ended.process());
        }));
    }

    /** A tool such as {@code systemd-tmpfiles(8)} may have removed it. */
    private static void makeAgain(Path directory) throws IOException {
        if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    Generation generation() {
        return generation;
    }

    long pid() {
        return generation.process().pid();
    }

    /** It is the program from now on: its notifications are passed on, and its descriptors stored. */
    void serve() {
        serves.set(true);
        changes.serve();
    }

    /** Another one is the program: its notifications are not passed on any more, and change no descriptor store. */
    void retire() {
        serves.set(false);
        changes.retire();
    }

    /** {@return the report of its end} */
    CompletableFuture<Void> reported() {
        return reported;
    }

    boolean isRunning() {
        return !reported.isDone();
    }
}
