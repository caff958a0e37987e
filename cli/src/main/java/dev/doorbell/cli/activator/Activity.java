package dev.doorbell.cli.activator;

import java.io.Closeable;
import java.io.IOException;

/** Waiting for connections, and running programs for them. */
interface Activity extends Closeable {
    /**
     * Waits and runs programs, until there is nothing more to do or it is stopped.
     *
     * @return the exit status
     */
    int run() throws IOException, InterruptedException;

    /** Ends the wait, on the thread of a signal. */
    void stop();
}
