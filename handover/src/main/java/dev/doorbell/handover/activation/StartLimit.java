package dev.doorbell.handover.activation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often a program may be started, as {@code StartLimitBurst=} and {@code StartLimitIntervalSec=} of
 * {@code systemd.unit(5)}.
 *
 * @param burst the number of starts; 0 for any number
 * @param interval the time in which they may happen
 */
public record StartLimit(int burst, Duration interval) {
    /** The defaults of {@code systemd-system.conf(5)}. */
    public static final StartLimit OF_SYSTEMD = new StartLimit(5, Duration.ofSeconds(10));

    /** Any number of starts. */
    public static final StartLimit NONE = new StartLimit(0, Duration.ZERO);

    Counter counter() {
        return new Counter(this);
    }

    /** A counter of starts. Times are those of {@link System#nanoTime()}. */
    static final class Counter {
        private final StartLimit limit;
        private final Deque<Long> starts = new ArrayDeque<>();

        private Counter(StartLimit limit) {
            this.limit = limit;
        }

        /** Counts a start, unless it exceeds the limit. */
        boolean permits(long nanoTime) {
            if (limit.burst == 0) {
                return true;
            }
            while (!starts.isEmpty()
                    && Duration.ofNanos(nanoTime - starts.getFirst()).compareTo(limit.interval) >= 0) {
                starts.removeFirst();
            }
            return starts.size() < limit.burst && starts.add(nanoTime);
        }
    }
}
