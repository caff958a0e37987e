package dev.doorbell.descriptors.posix;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The end of a wait, by the monotonic clock. */
public final class Deadline {
    /** A century counts as indefinitely. */
    private static final long LONGEST_SECONDS = TimeUnit.DAYS.toSeconds(36_525);

    private final long millis;
    private final boolean unlimited;
    private final long start = System.nanoTime();

    private Deadline(long millis, boolean unlimited) {
        this.millis = millis;
        this.unlimited = unlimited;
    }

    /** One in so many milliseconds; never where that is 0. */
    public static Deadline in(long millis) {
        return new Deadline(millis, millis == 0);
    }

    /** One after a time: at once where that is zero, and never where it is a century or more. */
    public static Deadline after(Duration time) {
        return new Deadline(millisOf(time), time.toSeconds() >= LONGEST_SECONDS);
    }

    /** A time in milliseconds, rounded up, so that only none at all is 0. */
    public static long millisOf(Duration time) {
        long seconds = Math.min(time.getSeconds(), LONGEST_SECONDS);
        long roundedUp = time.getNano() + TimeUnit.MILLISECONDS.toNanos(1) - 1;
        return TimeUnit.SECONDS.toMillis(seconds) + TimeUnit.NANOSECONDS.toMillis(roundedUp);
    }

    /** How long it was from the start. */
    public long millis() {
        return millis;
    }

    public boolean isOver() {
        return !unlimited && elapsed() >= millis;
    }

    /** At least 1, or 0 where there is no end. */
    public long millisLeft() {
        return unlimited ? 0 : Math.max(1, millis - elapsed());
    }

    private long elapsed() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
