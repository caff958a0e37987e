package dev.doorbell.handover.notify;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The state of one run of a program, as it has notified its manager; it is read as {@code service_notify_message()} of systemd reads it. Times are
 * nanoseconds since this was created.
 *
 * <p>Safe for use by several threads.
 */
public final class ServiceStatus {
    private static final String TRIGGER = "WATCHDOG=trigger";

    private final long origin = System.nanoTime();
    private Optional<Duration> watchdog;
    private State state = State.STARTING;
    private String text = "";
    private OptionalInt errno = OptionalInt.empty();
    private OptionalLong mainPid = OptionalLong.empty();
    private long extendedAt;
    private long extendedTo;
    private long alive;
    private boolean triggered;
    private boolean stopping;
    private boolean ended;

    /** The state of a program. */
    public enum State {
        /** Started, and not ready yet. */
        STARTING,
        /** {@code READY=1}. */
        RUNNING,
        /** {@code RELOADING=1}, until the next {@code READY=1}. */
        RELOADING,
        /** {@code STOPPING=1}. */
        STOPPING
    }

    /**
     * The status of a program that is being started.
     *
     * @param watchdog how often the program is to send {@code WATCHDOG=1}; empty if it need not
     */
    public ServiceStatus(Optional<Duration> watchdog) {
        this.watchdog = watchdog;
    }

    /** {@return the time} */
    public long now() {
        return System.nanoTime() - origin;
    }

    /**
     * Takes a notification of the program.
     *
     * @param notification the notification
     */
    public synchronized void apply(Notification notification) {
        applyState(notification);
        notification.value("STATUS").ifPresent(value -> text = value);
        notification
                .value("ERRNO")
                .flatMap(ServiceStatus::number)
                .ifPresent(number -> errno = OptionalInt.of(number.intValue()));
        notification
                .value("MAINPID")
                .flatMap(ServiceStatus::number)
                .ifPresent(number -> mainPid = OptionalLong.of(number));
        notification.micros("EXTEND_TIMEOUT_USEC").ifPresent(this::extend);
        notification.micros("WATCHDOG_USEC").ifPresent(time -> watchdog = Optional.of(time));
        if (notification.has("WATCHDOG=1")
                || notification.value("WATCHDOG_USEC").isPresent()) {
            alive = now();
        }
        triggered |= notification.has(TRIGGER);
        notifyAll();
    }

    private void applyState(Notification notification) {
        if (notification.has("STOPPING=1")) {
            state = State.STOPPING;
        } else if (notification.has("READY=1")) {
            alive = now();
            state = State.RUNNING;
        } else if (notification.has("RELOADING=1")) {
            state = State.RELOADING;
        }
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException malformed) {
            return Optional.empty();
        }
    }

    private void extend(Duration time) {
        extendedAt = now();
        extendedTo = after(extendedAt, time);
    }

    private static long after(long since, Duration time) {
        long nanos = TimeUnit.NANOSECONDS.convert(time);
        return nanos > Long.MAX_VALUE - since ? Long.MAX_VALUE : since + nanos;
    }

    /** {@return the state} */
    public synchronized State state() {
        return state;
    }

    /** {@return {@code STATUS=}, or an empty text} */
    public synchronized String text() {
        return text;
    }

    /** {@return {@code ERRNO=}} */
    public synchronized OptionalInt errno() {
        return errno;
    }

    /** {@return {@code MAINPID=}} */
    public synchronized OptionalLong mainPid() {
        return mainPid;
    }

    /**
     * {@return when a wait is over; {@code EXTEND_TIMEOUT_USEC} extends it, if it was sent since the wait has begun}
     *
     * @param since when it has begun
     * @param timeout how long it takes
     */
    public synchronized long deadline(long since, Duration timeout) {
        long deadline = after(since, timeout);
        return extendedAt < since ? deadline : Math.max(deadline, extendedTo);
    }

    /**
     * Waits until the program is ready.
     *
     * @param timeout how long to wait
     * @return whether it is; false if it has ended, or is not ready by then
     * @throws InterruptedException if the thread is interrupted
     */
    public synchronized boolean awaitReady(Duration timeout) throws InterruptedException {
        long deadline = after(now(), timeout);
        while (!isReady() && !ended && deadline > now()) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - now());
        }
        return isReady();
    }

    private boolean isReady() {
        return state == State.RUNNING || state == State.RELOADING;
    }

    /** {@return the nanoseconds that are left of {@code EXTEND_TIMEOUT_USEC}, by which a wait for the program is extended} */
    public synchronized long extension() {
        return Math.max(0, extendedTo - now());
    }

    /**
     * {@return when the watchdog expires unless the program sends {@code WATCHDOG=1}; empty without one or with an interval of
     * 0, before {@code READY=1}, and while it stops}
     */
    public synchronized OptionalLong watchdogDeadline() {
        if (stopping || state == State.STOPPING) {
            return OptionalLong.empty();
        }
        if (triggered) {
            return OptionalLong.of(0);
        }
        boolean off = watchdog.isEmpty() || watchdog.get().isZero() || state == State.STARTING;
        return off ? OptionalLong.empty() : OptionalLong.of(after(alive, watchdog.get()));
    }

    /** Notes that the program was told to end: it has no watchdog then, {@code service_set_state()} of systemd. */
    public synchronized void stopping() {
        stopping = true;
        notifyAll();
    }

    /**
     * Waits until the program has ended.
     *
     * @param timeout how long to wait
     * @return whether it has
     * @throws InterruptedException if the thread is interrupted
     */
    public synchronized boolean awaitEnd(Duration timeout) throws InterruptedException {
        long deadline = after(now(), timeout);
        while (!ended && deadline > now()) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - now());
        }
        return ended;
    }

    /** Notes that the program has ended, and ends each wait. */
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** {@return whether {@link #end()} was called} */
    public synchronized boolean hasEnded() {
        return ended;
    }

    /**
     * Waits until the watchdog expires.
     *
     * @return whether it has; false if the program has ended before
     * @throws InterruptedException if the thread is interrupted
     */
    public synchronized boolean awaitWatchdog() throws InterruptedException {
        while (!ended) {
            OptionalLong deadline = watchdogDeadline();
            if (deadline.isEmpty()) {
                wait();
            } else if (deadline.getAsLong() <= now()) {
                return true;
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, deadline.getAsLong() - now());
            }
        }
        return false;
    }
}
