package dev.doorbell.handover.upgrade;

import dev.doorbell.descriptors.files.OwnUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Directories that only this user may enter, for sockets: where the system keeps such files as long as they may be needed
 * ({@code file-hierarchy(7)}), and otherwise in the directory for temporary files, which systemd-tmpfiles(8) cleans up.
 */
public final class RuntimeDirectory {
    /** The path of a socket has at most 103 bytes on macOS, and 107 on Linux. */
    private static final int LONGEST = 60;

    private RuntimeDirectory() {}

    /**
     * Creates one with the mode 0700.
     *
     * @param prefix how its name begins
     * @return its absolute path
     * @throws IOException if the operating system refuses
     */
    public static Path create(String prefix) throws IOException {
        Optional<Path> parent = parent(System.getenv());
        Path created = parent.isPresent()
                ? Files.createTempDirectory(parent.get(), prefix)
                : Files.createTempDirectory(prefix);
        return created.toAbsolutePath();
    }

    /** The directory of {@code RuntimeDirectory=}, of which there may be several, or that of the user's session. */
    static Optional<Path> parent(Map<String, String> environment) {
        return Stream.of("RUNTIME_DIRECTORY", "XDG_RUNTIME_DIR")
                .map(variable -> environment.getOrDefault(variable, "").split(":", 2)[0])
                .filter(path -> path.startsWith("/") && path.length() <= LONGEST)
                .map(Path::of)
                .filter(path -> Files.isWritable(path) && isOwn(path))
                .findFirst();
    }

    /** With {@code sudo -E}, that of the session is another user's. */
    private static boolean isOwn(Path directory) {
        try {
            return OwnUser.owns(directory);
        } catch (IOException unknown) {
            return false;
        }
    }
}
