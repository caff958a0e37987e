package dev.doorbell.cli.activator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory that only this user may enter, for sockets.
 *
 * @param path its absolute path
 */
record PrivateDirectory(Path path) implements Closeable {
    /** Creates one in the directory for temporary files, with the mode 0700. */
    static PrivateDirectory create() throws IOException {
        return new PrivateDirectory(Files.createTempDirectory("doorbell").toAbsolutePath());
    }

    /** Removes it with what is in it. */
    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.delete(path);
    }
}
