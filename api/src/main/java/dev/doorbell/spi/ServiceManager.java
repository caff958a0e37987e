package dev.doorbell.spi;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The service manager that started this process, and what it wants to hear from it: {@code sd_notify(3)} under systemd,
 * and nothing at all where there is no manager that listens. Each method then does nothing, so that the program's code is
 * the same everywhere. {@link dev.doorbell.Doorbell#serviceManager()} finds it.
 *
 * <p>What a method tells is sent when it returns; {@link #barrier} waits until it has been read too. Whether the manager
 * heeds it is its own decision ({@code NotifyAccess=} and {@code Type=} of {@code systemd.service(5)}), of which no answer
 * comes back.
 *
 * <p>Every method that tells something throws {@link IOException} if the manager cannot be reached,
 * {@link dev.doorbell.spi.ActivationException}, which is one, if the address that it gave is malformed, and
 * {@link UnsupportedOperationException} if it is one that cannot be served here, or if JNA is missing, which sending needs.
 *
 * <p>Safe for use by several threads.
 */
public interface ServiceManager {
    /** {@return a service manager that does not listen, and whose methods do nothing} */
    static ServiceManager none() {
        return new ServiceManager() {};
    }

    /** {@return whether a service manager listens, so that there is a point in composing a status text} */
    default boolean listens() {
        return false;
    }

    /**
     * The program has started, and serves; also: it has reloaded its configuration ({@code READY=1}). A unit of
     * {@code Type=notify} is active from now on.
     *
     * @throws IOException if the manager cannot be reached
     */
    default void ready() throws IOException {}

    /**
     * What the program is doing, for a person to read ({@code STATUS=}).
     *
     * @param text one line; line breaks, which the protocol cannot carry, become spaces
     * @throws IOException if the manager cannot be reached
     */
    default void status(String text) throws IOException {}

    /**
     * The program begins to reload its configuration ({@code RELOADING=1}, with the time on the monotonic clock that
     * {@code Type=notify-reload} wants). {@link #ready()} ends it.
     *
     * @throws IOException if the manager cannot be reached
     */
    default void reloading() throws IOException {}

    /**
     * The program begins to end ({@code STOPPING=1}).
     *
     * @throws IOException if the manager cannot be reached
     */
    default void stopping() throws IOException {}

    /**
     * Starting, reloading or stopping takes longer than the manager's time limit allows ({@code EXTEND_TIMEOUT_USEC=}). To
     * be called again within this time, until it is done.
     *
     * @param time how much longer from now on, at least; more than zero
     * @throws IllegalArgumentException if it is not
     * @throws IOException if the manager cannot be reached
     */
    default void extendTimeout(Duration time) throws IOException {}

    /**
     * The program fails for this reason ({@code ERRNO=}).
     *
     * @param errno an errno of this platform, such as 2 for {@code ENOENT}; 0 or more
     * @throws IllegalArgumentException if it is negative
     * @throws IOException if the manager cannot be reached
     */
    default void errno(int errno) throws IOException {}

    /**
     * Another process is the service's main one from now on ({@code MAINPID=}).
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
     * that ends sooner may take its last words with it: the manager must still find the sender alive.
     *
     * @param timeout how long to wait; more than zero
     * @throws java.io.InterruptedIOException if this thread is interrupted meanwhile
     * @throws java.net.SocketTimeoutException if it has not read it by then
     * @throws IOException if the manager cannot be reached
     */
    default void barrier(Duration timeout) throws IOException {}

    /**
     * How often the manager wants to hear that the program is alive ({@code WATCHDOG_USEC}, and {@code WATCHDOG_PID} if it
     * is set, as {@code sd_watchdog_enabled(3)} reads them). {@code dev.doorbell.lifecycle.Watchdog} does what it asks for.
     *
     * @return the time after which silence counts as a failure; empty if there is no watchdog for this process
     * @throws dev.doorbell.spi.ActivationException if what the manager set is malformed
     */
    default Optional<Duration> watchdogInterval() throws IOException {
        return Optional.empty();
    }

    /**
     * The program is alive ({@code WATCHDOG=1}).
     *
     * @throws IOException if the manager cannot be reached
     */
    default void keepAlive() throws IOException {}

    /**
     * The program is beyond repair, and the watchdog should act at once ({@code WATCHDOG=trigger}).
     *
     * @throws IOException if the manager cannot be reached
     */
    default void triggerWatchdog() throws IOException {}

    /** {@return where descriptors outlive this process; one that keeps none where the manager has no such thing} */
    default DescriptorStore descriptorStore() {
        return new DescriptorStore() {};
    }
}
