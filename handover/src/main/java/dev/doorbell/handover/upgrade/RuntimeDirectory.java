package dev.doorbell.handover.upgrade;

import dev.doorbell.descriptors.files.OwnUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Directories that only this user may enter, for sockets: where the system keeps such files as long as they may be needed
 * ({@code file-hierarchy(7)}), and otherwise in the directory for temporary files, which {@code systemd-tmpfiles(8)} cleans up.
 */
public final class RuntimeDirectory {
    /** A path of a socket has 103 bytes on macOS, and Doorbell's names below a directory have up to 47. */
    private static final int LONGEST = 56;

    private RuntimeDirectory() {}

    /**
     * Creates one with the mode 0700.
     *
     * @param prefix how its name begins
     * @return its absolute path
     * @throws IOException if there is no place whose path is short enough, or the operating system refuses
     */
    public static Path create(String prefix) throws IOException {
        return create(System.getenv(), Path.of(System.getProperty("java.io.tmpdir")), prefix);
    }

    static Path create(Map<String, String> environment, Path temporary, String prefix) throws IOException {
        IOException failure = new IOException("cannot create a directory for sockets in " + temporary
                + ". Set XDG_RUNTIME_DIR to a directory of this user that has a short path.");
        for (Path parent : parents(environment, temporary.toAbsolutePath())) {
            try {
                return Files.createTempDirectory(parent, prefix);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private static List<Path> parents(Map<String, String> environment, Path temporary) {
        return Stream.of(
                        ofUnit(environment),
                        ofUser(environment),
                        Optional.of(temporary).filter(RuntimeDirectory::isShort))
                .flatMap(Optional::stream)
                .toList();
    }

    /** {@code RuntimeDirectory=} of {@code systemd.exec(5)}; the first one of several. */
    private static Optional<Path> ofUnit(Map<String, String> environment) {
        return own(environment.getOrDefault("RUNTIME_DIRECTORY", "").split(":", 2)[0]);
    }

    /**
     * Finds the directory of the user's session.
     *
     * @param environment the variables of this process
     * @return {@code XDG_RUNTIME_DIR}, if it is this user's and its path is short enough for sockets below it
     */
    public static Optional<Path> ofUser(Map<String, String> environment) {
        return own(environment.getOrDefault("XDG_RUNTIME_DIR", ""));
    }

    private static boolean isShort(Path directory) {
        return directory.toString().length() <= LONGEST;
    }

    /** With {@code sudo -E} it is another user's, who could replace a directory of ours there. */
    private static Optional<Path> own(String path) {
        return Optional.of(path)
                .filter(text -> text.startsWith("/"))
                .map(Path::of)
                .filter(directory -> isShort(directory) && Files.isWritable(directory) && isOwn(directory));
    }

    private static boolean isOwn(Path directory) {
        try {
            return OwnUser.owns(directory);
        } catch (IOException unknown) {
            return false;
        }
    }
}
