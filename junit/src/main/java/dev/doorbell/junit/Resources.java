package dev.doorbell.junit;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Resources that are closed together, the last one first; the failure of one does not keep the others open. */
final class Resources implements Closeable {
    private final Deque<Closeable> open = new ArrayDeque<>();

    /** {@return the resource, which is closed with the others} */
    <T extends Closeable> T add(T resource) {
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

    void closeAfter(Throwable failure) {
        try {
            close();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
