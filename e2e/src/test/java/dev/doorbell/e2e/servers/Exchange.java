package dev.doorbell.e2e.servers;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** One request and its answer, on a connection of its own. */
public interface Exchange {
    /**
     * Asks, and reads the whole answer.
     *
     * @throws IOException if the answer is missing, cut or wrong
     */
    void with(SocketChannel connection) throws IOException;
}
