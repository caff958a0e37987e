package dev.doorbell.descriptors.waiting;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * A wait until a descriptor can be read, or written, which an interrupt and a close from another thread end: they end a
 * selector's wait, and not that of a system call. It is on a duplicate, which is made for the first wait.
 */
public final class Readiness implements Closeable {
    private final int number;
    private final boolean forWriting;
    private @Nullable Selector selector;
    private @Nullable SelectableChannel duplicate;
    private boolean closed;

    private Readiness(int number, boolean forWriting) {
        this.number = number;
        this.forWriting = forWriting;
    }

    public static Readiness toRead(int number) {
        return new Readiness(number, false);
    }

    public static Readiness toWrite(int number) {
        return new Readiness(number, true);
    }

    /**
     * Waits. The wait may also end for no reason, and ends when the thread is interrupted.
     *
     * @param millis how long; 0 indefinitely
     * @throws AsynchronousCloseException if it is closed meanwhile
     */
    public void await(long millis) throws IOException {
        try {
            Selector waiting = selector();
            waiting.select(millis);
            waiting.selectedKeys().clear();
        } catch (ClosedSelectorException e) {
            throw new AsynchronousCloseException();
        }
    }

    private synchronized Selector selector() throws IOException {
        if (closed) {
            throw new AsynchronousCloseException();
        }
        if (selector == null) {
            selector = watching();
        }
        return selector;
    }

    /** {@return a selector that has the duplicate; where one of them fails, the next wait makes both anew} */
    private Selector watching() throws IOException {
        Selector opened = Selector.open();
        try {
            duplicate = WatchedDuplicate.of(number, forWriting, opened);
            return opened;
        } catch (IOException | RuntimeException | LinkageError e) {
            opened.close();
            throw e;
        }
    }

    /** The selector first: a channel that is still registered would keep its descriptor. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        @Nullable SelectableChannel last = duplicate;
        @Nullable Selector first = selector;
        try (last;
                first) {
            // closed in the reverse order
        }
    }
}
