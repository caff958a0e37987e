package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import dev.doorbell.lifecycle.Accepted;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.lifecycle.Work;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Admits what arrives at listeners: with a lifecycle, as work in progress, and nothing once it is ending. */
final class Incoming {
    private static final Closeable NO_WORK = new NoWork();

    private final @Nullable Lifecycle lifecycle;

    Incoming(@Nullable Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /** Accepts the next connection. {@return null if the lifecycle is ending} */
    @Nullable
    Client accept(Listener listener) throws IOException {
        if (lifecycle == null) {
            SocketChannel channel = listener.accept().orElseThrow();
            return new Client(channel, channel);
        }
        Optional<Accepted> accepted = lifecycle.accept(listener);
        return accepted.isEmpty() ? null : new Client(accepted.get().channel(), accepted.get());
    }

    /** Waits for a datagram or a message. {@return the work to close when it is answered; null if the lifecycle is ending} */
    @Nullable
    Closeable await(Listener listener) throws IOException {
        if (lifecycle == null) {
            return NO_WORK;
        }
        Optional<Work> work = lifecycle.await(listener);
        return work.isEmpty() ? null : work.get()::close;
    }

    /**
     * A connection.
     *
     * @param channel the channel
     * @param work closes the channel, and ends the work in progress
     */
    record Client(SocketChannel channel, Closeable work) {}

    private static final class NoWork implements Closeable {
        @Override
        public void close() {}
    }
}
