package dev.doorbell.handover.activation;

import java.io.Closeable;
import java.io.IOException;

/** Waiting for connections, and running programs for them. */
public interface Activity extends Closeable {
    /**
     * Waits and runs programs, until there is nothing more to do or it is stopped.
     *
     * @return the exit status of the last program; that of {@link Children#stop} where none ran when it was called
     * @throws IOException if the operating system refuses, or the program ends faster than it may be started again
     * @throws InterruptedException if the thread is interrupted
     */
    int run() throws IOException, InterruptedException;

    /** Ends the wait; called by any thread, after {@link Children#stop}. */
    void stop();
}
