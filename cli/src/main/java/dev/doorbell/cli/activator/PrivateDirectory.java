package dev.doorbell.cli.activator;

import dev.doorbell.handover.upgrade.RuntimeDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A directory that only this user may enter, for sockets.
 *
 * @param path its absolute path
 */
record PrivateDirectory(Path path) implements Closeable {
    /** Creates one where sockets can be bound. */
    static PrivateDirectory create() throws IOException {
        return new PrivateDirectory(RuntimeDirectory.create("doorbell"));
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
