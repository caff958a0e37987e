package dev.doorbell.descriptors.posix;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The end of a wait, by the monotonic clock. */
public final class Deadline {
    /** A century counts as indefinitely. */
    private static final long LONGEST_SECONDS = TimeUnit.DAYS.toSeconds(36_525);

    private final long millis;
    private final long start = System.nanoTime();

    private Deadline(long millis) {
        this.millis = millis;
    }

    /** One in so many milliseconds; never where that is 0. */
    public static Deadline in(long millis) {
        return new Deadline(millis);
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
        return millis > 0 && elapsed() >= millis;
    }

    /** At least 1, or 0 where there is no end. */
    public long millisLeft() {
        return millis == 0 ? 0 : Math.max(1, millis - elapsed());
    }

    private long elapsed() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
