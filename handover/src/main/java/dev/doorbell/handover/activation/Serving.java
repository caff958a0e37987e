package dev.doorbell.handover.activation;

import dev.doorbell.handover.Handover;
import java.io.IOException;

/** Runs a program that is passed all listeners. */
interface Serving {
    /** Hand-overs that pass the listeners, one for each process. */
    interface Handovers {
        /**
         * Prepares the next one.
         *
         * @param alone whether no process of the program runs: only then may its listeners be put into blocking mode
         */
        Handover next(boolean alone) throws IOException;
    }

    /**
     * Starts the program, and waits until it serves no more.
     *
     * @param reason the reason, for the log
     * @return its exit status; that of {@link Children#stop} if it was not started
     */
    int run(Handovers handovers, String reason) throws IOException, InterruptedException;

    /** Gives up what is not serving yet; called by any thread, after {@link Children#stop}. */
    default void stop() {}
}
