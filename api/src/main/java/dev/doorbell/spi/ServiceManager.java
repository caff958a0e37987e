package dev.doorbell.spi;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The service manager that started this process, for notifications: {@code sd_notify(3)} under systemd. Where no manager
 * listens, each method does nothing, so that the program's code is the same everywhere. {@link dev.doorbell.Doorbell#serviceManager()} finds it.
 *
 * <p>A notification is sent when its method returns; {@link #barrier} waits until it has been read too. The manager decides
 * whether it heeds the notification ({@code NotifyAccess=} and {@code Type=} of {@code systemd.service(5)}), and sends no
 * answer.
 *
 * <p>Every method that notifies throws {@link IOException} if the manager cannot be reached,
 * and {@link ActivationException}, which is one, if the address that it gave is malformed. Where this JVM has no way to send,
 * the first call logs that, once, and every call does nothing. {@link #explain()} tells the way.
 *
 * <p>Safe for use by several threads.
 */
public interface ServiceManager {
    /** {@return a service manager that does not listen, and whose methods do nothing} */
    static ServiceManager none() {
        return new ServiceManager() {};
    }

    /** {@return whether a service manager listens, so that a status text has a reader} */
    default boolean listens() {
        return false;
    }

    /**
     * Returns how notifications are sent, without sending one, or why none are: what follows {@code Notifications:} in
     * {@link dev.doorbell.Doorbell#explain()}.
     *
     * @return one line for a person to read, such as {@code to /run/systemd/notify through JNA.}
     */
    default String explain() {
        return listens() ? "to a service manager that does not say how." : "nowhere: no service manager listens.";
    }

    /**
     * Notifies that the program has started and serves, or has reloaded its configuration ({@code READY=1}). A unit of
     * {@code Type=notify} is active from now on.
     *
     * @throws IOException if the manager cannot be reached
     */
    default void ready() throws IOException {}

    /**
     * Notifies of the state of the program, for a person to read ({@code STATUS=}).
     *
     * @param text one line; line breaks, which the protocol cannot carry, become spaces
     * @throws IOException if the manager cannot be reached
     */
    default void status(String text) throws IOException {}

    /**
     * Notifies that the program begins to reload its configuration ({@code RELOADING=1}, with the time on the monotonic clock that
     * {@code Type=notify-reload} wants). {@link #ready()} ends it.
     *
     * @throws IOException if the manager cannot be reached
     */
    default void reloading() throws IOException {}

    /**
     * Notifies that the program begins to end ({@code STOPPING=1}).
     *
     * @throws IOException if the manager cannot be reached
     */
    default void stopping() throws IOException {}

    /**
     * Extends the manager's time limit for starting, reloading or stopping ({@code EXTEND_TIMEOUT_USEC=}). To be called again
     * within this time, until that is done.
     *
     * @param time how much longer from now on, at least; more than zero
     * @throws IllegalArgumentException if it is not
     * @throws IOException if the manager cannot be reached
     */
    default void extendTimeout(Duration time) throws IOException {}

    /**
     * Notifies of the reason for which the program fails ({@code ERRNO=}).
     *
     * @param errno an errno of this platform, such as 2 for {@code ENOENT}; 0 or more
     * @throws IllegalArgumentException if it is negative
     * @throws IOException if the manager cannot be reached
     */
    default void errno(int errno) throws IOException {}

    /**
     * Makes another process the main one of the service ({@code MAINPID=}).
     *
     * @param pid its id; more than zero
     * @throws IllegalArgumentException if it is not
     * @throws IOException if the manager cannot be reached
     */
    default void mainPid(long pid) throws IOException {}

    /**
     * Sends variables that have no method of their own, all in one message.
     *
     * @param assignments each {@code NAME=value} as {@code sd_notify(3)} has them, without line breaks; at least one
     * @throws IllegalArgumentException if one is not of that form
     * @throws IOException if the manager cannot be reached
     */
    default void send(String... assignments) throws IOException {}

    /**
     * Waits until the manager has read what was sent before ({@code BARRIER=1} of {@code sd_notify_barrier(3)}). A process
     * that ends sooner may lose its last notifications: the manager must still find the sender alive. Where this JVM cannot
     * send a descriptor, which a barrier takes, this returns at once.
     *
     * @param timeout how long to wait; more than zero
     * @throws java.io.InterruptedIOException if this thread is interrupted meanwhile
     * @throws java.net.SocketTimeoutException if it has not read it by then
     * @throws IOException if the manager cannot be reached
     */
    default void barrier(Duration timeout) throws IOException {}

    /**
     * Returns how often the manager expects to hear that the program is alive ({@code WATCHDOG_USEC}, and {@code WATCHDOG_PID} if it
     * is set, as {@code sd_watchdog_enabled(3)} reads them). {@code dev.doorbell.lifecycle.Watchdog} sends these notifications.
     *
     * @return the time after which silence counts as a failure; empty if there is no watchdog for this process
     * @throws dev.doorbell.spi.ActivationException if what the manager set is malformed
     */
    default Optional<Duration> watchdogInterval() throws IOException {
        return Optional.empty();
    }

    /**
     * Notifies that the program is alive ({@code WATCHDOG=1}).
     *
     * @throws IOException if the manager cannot be reached
     */
    default void keepAlive() throws IOException {}

    /**
     * Triggers the watchdog at once, for a program that cannot recover ({@code WATCHDOG=trigger}).
     *
     * @throws IOException if the manager cannot be reached
     */
    default void triggerWatchdog() throws IOException {}

    /** {@return the store of descriptors that outlive this process; where the manager has none, one that keeps nothing} */
    default DescriptorStore descriptorStore() {
        return new DescriptorStore() {};
    }
}
