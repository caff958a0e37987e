package dev.doorbell.e2e.servers;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** A request and its answer, or several one after the other, on a connection of their own. */
public interface Exchange {
    /**
     * Asks, and reads the whole answer.
     *
     * @throws IOException if an answer is missing, cut or wrong
     */
    void with(SocketChannel connection) throws IOException;

    /** Sends no further request on a connection, if there is more than one. */
    default void end() {}
}
