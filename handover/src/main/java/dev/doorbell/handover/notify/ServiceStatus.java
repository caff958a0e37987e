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
    private long extendedTo;
    private long alive;
    private boolean triggered;
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
        notification.micros("EXTEND_TIMEOUT_USEC").ifPresent(time -> extendedTo = later(now(), time));
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

    private static long later(long from, Duration time) {
        long nanos = TimeUnit.NANOSECONDS.convert(time);
        return nanos > Long.MAX_VALUE - from ? Long.MAX_VALUE : from + nanos;
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

    /** {@return the nanoseconds that are left of {@code EXTEND_TIMEOUT_USEC}, by which a wait for the program is extended} */
    public synchronized long extension() {
        return Math.max(0, extendedTo - now());
    }

    /**
     * {@return when the watchdog expires unless the program sends {@code WATCHDOG=1}; empty without one or with an interval of
     * 0, and before {@code READY=1}}
     */
    public synchronized OptionalLong watchdogDeadline() {
        if (triggered) {
            return OptionalLong.of(0);
        }
        boolean off = watchdog.isEmpty() || watchdog.get().isZero() || state == State.STARTING;
        return off ? OptionalLong.empty() : OptionalLong.of(later(alive, watchdog.get()));
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
