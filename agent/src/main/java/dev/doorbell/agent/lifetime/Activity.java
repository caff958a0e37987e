package dev.doorbell.agent.lifetime;

import java.time.Duration;

/** The last moment at which the program had work. */
final class Activity {
    private volatile boolean begun;
    private volatile long last;

    /** Notes work of the program. A program that has done none yet is starting, and not idle. */
    void begin() {
        renew();
        begun = true;
    }

    /** Notes work, which a starting program may have too. */
    void renew() {
        last = System.nanoTime();
    }

    /** {@return whether a time without work has passed} */
    boolean isOver(Duration time) {
        return begun && System.nanoTime() - last >= time.toNanos();
    }
}
