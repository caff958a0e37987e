package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** How this program takes in what arrives: simply so, or as a part of a life that may end between two clients. */
interface Door {
    /**
     * The next connection.
     *
     * @return null once there is none to come
     */
    @Nullable
    Client accept(Listener listener) throws IOException;

    /**
     * Waits until one datagram or message may be taken.
     *
     * @return to be closed when it is answered; null once there is none to come
     */
    @Nullable
    Closeable await(Listener listener) throws IOException;

    /** A connection, and what closes it. */
    record Client(SocketChannel channel, Closeable whole) {}
}
