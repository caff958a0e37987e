package dev.doorbell.handover.activation;

import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import java.io.IOException;

/** The events of an {@link Activity}, for a log and for what a program is started with. */
public interface ActivationEvents {
    /**
     * Completes a hand-over that has its listeners, immediately before the program is started.
     *
     * @param handover the hand-over
     * @throws IOException if the program cannot be started
     */
    default void starting(Handover handover) throws IOException {}

    /**
     * A program was started.
     *
     * @param child its process
     * @param reason what it was started for
     */
    void started(ChildProcess child, String reason);

    /**
     * A program has ended.
     *
     * @param child its process
     */
    void ended(ChildProcess child);

    /** The program has ended, and is started again on the next arrival. */
    void waiting();

    /**
     * Something failed that the activity goes on after.
     *
     * @param message one sentence or two
     */
    void failed(String message);
}
