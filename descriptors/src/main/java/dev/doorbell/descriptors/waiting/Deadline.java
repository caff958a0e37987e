package dev.doorbell.descriptors.waiting;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The end of a wait, by the monotonic clock. */
public final class Deadline {
    /** A century counts as indefinitely. */
    private static final long LONGEST_SECONDS = TimeUnit.DAYS.toSeconds(36_525);

    private static final long NEVER = -1;

    private final long millis;
    private final long start = System.nanoTime();

    private Deadline(long millis) {
        this.millis = millis;
    }

    /** A deadline in some milliseconds: over at once if that is 0, and never if it is negative. */
    public static Deadline in(long millis) {
        return new Deadline(millis);
    }

    /** A deadline after a time, rounded up to milliseconds: over at once if it is zero, and never if it is a century or more. */
    public static Deadline after(Duration time) {
        long roundedUp = time.getNano() + TimeUnit.MILLISECONDS.toNanos(1) - 1;
        return new Deadline(
                time.getSeconds() >= LONGEST_SECONDS
                        ? NEVER
                        : TimeUnit.SECONDS.toMillis(time.getSeconds()) + TimeUnit.NANOSECONDS.toMillis(roundedUp));
    }

    /** The time from the start to the deadline. */
    public long millis() {
        return millis;
    }

    public boolean isOver() {
        return millis >= 0 && elapsed() >= millis;
    }

    /** At least 1, or 0 where there is no end. */
    public long millisLeft() {
        return millis < 0 ? 0 : Math.max(1, millis - elapsed());
    }

    private long elapsed() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
