package dev.doorbell;

import java.io.IOException;

/**
 * A handler that serves a connection, or hands it to a thread that does.
 *
 * @param <C> the connection
 */
@FunctionalInterface
public interface ConnectionHandler<C extends AutoCloseable> {
    /**
     * Serves a connection, and closes it. If this throws, the loop that accepted the connection closes it.
     *
     * @param connection the connection
     * @throws IOException if serving it fails, which is logged, and the loop goes on
     */
    void handle(C connection) throws IOException;
}
