package dev.doorbell.cli.activator;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The paths of the control sockets of this user's activators: {@code PID} in a directory that only this user may enter. */
public final class ControlPath {
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rwx------");

    private ControlPath() {}

    /**
     * Returns the path of an activator's socket, which need not exist.
     *
     * @param pid the activator's process
     * @return the path
     * @throws IOException if the directory is another user's, or others may enter it
     */
    public static Path of(long pid) throws IOException {
        return prepared(directory()).resolve(String.valueOf(pid));
    }

    /** {@code XDG_RUNTIME_DIR} is a directory of the user, and the one for temporary files may be one of all users. */
    private static Path directory() throws IOException {
        Optional<String> runtime = Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
                .filter(path -> path.startsWith("/") && Files.isWritable(Path.of(path)));
        return runtime.isPresent()
                ? Path.of(runtime.get(), "doorbell")
                : Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().resolve("doorbell-" + userId());
    }

    private static int userOf(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private static int userId() throws IOException {
        Path file = Files.createTempFile("doorbell", "");
        try {
            return userOf(file);
        } finally {
            Files.delete(file);
        }
    }

    private static Path prepared(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWN));
        } catch (FileAlreadyExistsException checkedBelow) {
            // by an earlier activator of this user, or by another user
        }
        boolean safe = Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && userOf(directory) == userId()
                && OWN.containsAll(Files.getPosixFilePermissions(directory));
        if (!safe) {
            throw new IOException("expected a directory that only this user may enter, got " + directory
                    + ", which is another one. Remove it.");
        }
        return directory;
    }
}
