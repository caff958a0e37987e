package dev.doorbell.descriptors;

import java.util.concurrent.TimeUnit;

/** When a wait is over, by the clock that nobody sets. */
final class Deadline {
    private final long millis;
    private final long start = System.nanoTime();

    private Deadline(long millis) {
        this.millis = millis;
    }

    /** One in so many milliseconds; never where that is 0. */
    static Deadline in(long millis) {
        return new Deadline(millis);
    }

    /** How long it was from the start. */
    long millis() {
        return millis;
    }

    boolean isOver() {
        return millis > 0 && elapsed() >= millis;
    }

    /** At least 1, or 0 where there is no end. */
    long millisLeft() {
        return millis == 0 ? 0 : Math.max(1, millis - elapsed());
    }

    private long elapsed() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
