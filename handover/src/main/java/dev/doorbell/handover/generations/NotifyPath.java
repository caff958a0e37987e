package dev.doorbell.handover.generations;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.doorbell.descriptors.files.OwnUser;
import dev.doorbell.handover.upgrade.RuntimeDirectory;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * The path that a generation finds in {@code NOTIFY_SOCKET}: first a socket of the generation before, which waits until this one
 * is ready, and from then on a link to the socket of the service manager. The last generation removes it.
 *
 * @param directory a directory of its own, which only this user may enter
 */
record NotifyPath(Path directory) {
    private static final String NAME = "notify";

    static NotifyPath create() throws IOException {
        return new NotifyPath(RuntimeDirectory.create("doorbell-generation"));
    }

    static NotifyPath of(Path socket) {
        return new NotifyPath(Objects.requireNonNull(socket.getParent()));
    }

    Path socket() {
        return directory.resolve(NAME);
    }

    boolean isSocket() {
        return Files.exists(socket(), NOFOLLOW_LINKS) && !Files.isSymbolicLink(socket());
    }

    /** Leads to the manager from now on. A sender sees the one or the other. */
    void linkTo(Path manager) throws IOException {
        Path link = directory.resolve("link");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, manager);
        Files.move(link, socket(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes the link again where it was removed, as systemd-tmpfiles(8) does after some days without a use. */
    void restore(Path manager) throws IOException {
        if (Files.isSymbolicLink(socket())) {
            return;
        }
        if (Files.notExists(directory, NOFOLLOW_LINKS)) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        if (!Files.isDirectory(directory, NOFOLLOW_LINKS) || !OwnUser.owns(directory, NOFOLLOW_LINKS)) {
            throw new AccessDeniedException(
                    directory.toString(),
                    null,
                    "expected a directory of this user. Set RuntimeDirectory= in the unit, and restart it");
        }
        linkTo(manager);
    }

    /** Removes it when the shutdown hooks have run, which may notify the manager. */
    void removeOnExit() {
        // the JDK begins with the last one
        directory.toFile().deleteOnExit();
        socket().toFile().deleteOnExit();
    }

    void remove() {
        remove(socket());
        remove(directory);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // an empty directory stays in that for temporary files
        }
    }
}
