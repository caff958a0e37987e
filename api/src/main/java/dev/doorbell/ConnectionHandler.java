package dev.doorbell;

import java.io.IOException;

/**
 * Serves a connection, or hands it to a thread that does.
 *
 * @param <C> the connection
 */
@FunctionalInterface
public interface ConnectionHandler<C extends AutoCloseable> {
    /**
     * Serves a connection. Who serves it closes it; where this throws, the loop that accepted it does.
     *
     * @param connection the connection
     * @throws IOException if serving it fails, which is logged, and the loop goes on
     */
    void handle(C connection) throws IOException;
}
