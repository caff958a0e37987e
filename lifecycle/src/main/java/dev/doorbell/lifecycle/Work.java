package dev.doorbell.lifecycle;

/**
 * Work in progress, such as a request or a connection: until it is closed, the program is not idle, and a graceful stop
 * waits for it.
 */
public interface Work extends AutoCloseable {
    /** Ends the work. A second call does nothing. */
    @Override
    void close();
}
