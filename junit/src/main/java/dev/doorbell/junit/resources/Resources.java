package dev.doorbell.junit.resources;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Resources that are closed together, the last one first; the failure of one does not keep the others open. */
public final class Resources implements Closeable {
    private final Deque<Closeable> open = new ArrayDeque<>();

    /** No resource yet. */
    public Resources() {}

    /**
     * {@return the resource, which is closed with the others}
     *
     * @param resource an open resource
     * @param <T> its type
     */
    public <T extends Closeable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() throws IOException {
        Closeable last = open.poll();
        if (last != null) {
            try {
                last.close();
            } finally {
                close();
            }
        }
    }

    /**
     * Closes them after a failure, to which theirs are added.
     *
     * @param failure the failure
     */
    public void closeAfter(Throwable failure) {
        try {
            close();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
