package dev.doorbell.junit.resources;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A directory of one extension: its sockets, and the output of its programs. */
public final class Workspace implements Closeable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path directory;

    private Workspace(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes an empty directory, with a path that is short enough for a socket on every system.
     *
     * @return the directory
     * @throws IOException if it cannot be made
     */
    public static Workspace create() throws IOException {
        Path directory = ResourceReaper.instance().directory().resolve(Integer.toString(COUNT.incrementAndGet()));
        return new Workspace(Files.createDirectory(directory));
    }

    /**
     * {@return a path in it}
     *
     * @param name the name of the file
     */
    public Path path(String name) {
        return directory.resolve(name);
    }

    @Override
    public void close() throws IOException {
        List<Path> paths;
        try (Stream<Path> files = Files.walk(directory)) {
            paths = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
