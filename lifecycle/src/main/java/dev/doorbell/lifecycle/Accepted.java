package dev.doorbell.lifecycle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/**
 * A connection that counts as work in progress until it is closed. The end of the drain deadline closes it.
 *
 * <p>Safe for use by several threads.
 */
public final class Accepted implements Closeable {
    private final SocketChannel channel;
    private final Work work;
    private final Consumer<Accepted> forget;

    Accepted(SocketChannel channel, Work work, Consumer<Accepted> forget) {
        this.channel = channel;
        this.work = work;
        this.forget = forget;
    }

    /** {@return the connection, in blocking mode; {@link #close()} closes it} */
    public SocketChannel channel() {
        return channel;
    }

    /**
     * Closes the connection and ends its work. A second call does nothing.
     *
     * @throws IOException if closing fails; the work ends in any case
     */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            forget.accept(this);
            work.close();
        }
    }
}
