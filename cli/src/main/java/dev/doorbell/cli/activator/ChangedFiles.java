package dev.doorbell.cli.activator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A watch on files that a build replaces or overwrites. A change counts when every file is there, and size and time of all of
 * them have rested for a moment.
 */
final class ChangedFiles implements Closeable {
    private static final long REST_MILLIS = 250;

    /** Network file systems, and links to another directory, cause no event. */
    private static final long BETWEEN_LOOKS_MILLIS = 1_000;

    private final List<Path> files;
    private final WatchService watch = FileSystems.getDefault().newWatchService();
    private final Runnable onChange;
    private List<State> known;

    /** A version of a file. */
    private record State(FileTime time, long size, Optional<Object> key) {
        static State of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(
                    attributes.lastModifiedTime(), attributes.size(), Optional.ofNullable(attributes.fileKey()));
        }
    }

    /**
     * Watches files.
     *
     * @param onChange called after each change, on the thread of the watch
     * @param log the log of a watch that ends by an error
     * @throws NoSuchFileException if one does not exist
     * @throws IOException if the operating system refuses
     */
    ChangedFiles(List<Path> files, Runnable onChange, ActivatorLog log) throws IOException {
        this.files = files.stream().map(Path::toAbsolutePath).toList();
        this.onChange = onChange;
        try {
            check(this.files);
            known = states();
            Set<Path> directories = new HashSet<>();
            for (Path file : this.files) {
                Path directory = file.getParent();
                if (directory != null && directories.add(directory)) {
                    directory.register(
                            watch,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
                }
            }
        } catch (IOException | RuntimeException e) {
            watch.close();
            throw e;
        }
        Thread thread = new Thread(this::run, "doorbell-changed-files");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, error) -> log.error(
                "cannot watch " + files + " any more: " + error + ". Request upgrades with doorbell upgrade."));
        thread.start();
    }

    /** Checks that files can be watched. */
    static void check(List<Path> files) throws NoSuchFileException {
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw new NoSuchFileException(
                        null, null, "cannot watch " + file + ": there is no such file. Build it before.");
            }
        }
    }

    private void run() {
        try {
            while (true) {
                await(BETWEEN_LOOKS_MILLIS);
                List<State> now = look();
                if (now != null && !now.equals(known) && now.equals(rested())) {
                    known = now;
                    onChange.run();
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException closed) {
            // by close()
        }
    }

    private @Nullable List<State> rested() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
        return look();
    }

    /** Waits for an event, which one does not matter. A log in the same directory may cause many. */
    private void await(long millis) throws InterruptedException {
        WatchKey key = watch.poll(millis, TimeUnit.MILLISECONDS);
        if (key != null) {
            TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
            key.pollEvents();
            key.reset();
        }
    }

    /** {@return the version of each file; null if one is being replaced} */
    private @Nullable List<State> look() {
        try {
            return states();
        } catch (IOException absent) {
            return null;
        }
    }

    private List<State> states() throws IOException {
        List<State> states = new ArrayList<>();
        for (Path file : files) {
            states.add(State.of(file));
        }
        return states;
    }

    @Override
    public void close() throws IOException {
        watch.close();
    }
}
