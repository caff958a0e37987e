package dev.doorbell.cli.activator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A directory that only this user may enter, for sockets.
 *
 * @param path its absolute path
 */
record PrivateDirectory(Path path) implements Closeable {
    /** Creates one with the mode 0700. */
    static PrivateDirectory create() throws IOException {
        return create(
                System.getenv(), Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
    }

    /** Creates one in a runtime directory, if possible: {@code systemd-tmpfiles(8)} removes old files of the temporary one. */
    static PrivateDirectory create(Map<String, String> environment, Path temporary) throws IOException {
        IOException failure = new IOException("cannot create a directory for sockets in " + temporary
                + ". Set XDG_RUNTIME_DIR to a directory of this user that has a short path.");
        for (Path parent : parents(environment, temporary)) {
            try {
                return new PrivateDirectory(Files.createTempDirectory(parent, "doorbell"));
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private static List<Path> parents(Map<String, String> environment, Path temporary) {
        return Stream.of(
                        RuntimeDirectories.ofUnit(environment),
                        RuntimeDirectories.ofUser(environment),
                        Optional.of(temporary).filter(RuntimeDirectories::isShort))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Removes it with what is in it. */
    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException removed) {
            return;
        }
        Files.deleteIfExists(path);
    }
}
