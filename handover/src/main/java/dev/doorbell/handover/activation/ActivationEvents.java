package dev.doorbell.handover.activation;

import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import dev.doorbell.handover.notify.Notification;
import java.io.IOException;
import java.util.Optional;

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
     * A supervised program has sent a notification.
     *
     * @param notification the notification
     * @param serves whether its sender is of the generation that serves, or of the first one
     */
    default void notified(Notification notification, boolean serves) {}

    /**
     * {@return what is to be done when a program that was started without an upgrade is ready by its probe; empty if nothing is}
     */
    default Optional<Runnable> whenReady() {
        return Optional.empty();
    }

    /** An upgrade begins. */
    default void upgrading() {}

    /**
     * An upgrade is over.
     *
     * @param outcome what has happened
     * @param failed whether the generation before serves on
     */
    default void upgraded(String outcome, boolean failed) {}

    /**
     * Something failed that the activity goes on after.
     *
     * @param message one sentence or two
     */
    void failed(String message);
}
