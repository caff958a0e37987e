package dev.doorbell.e2e;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what nobody announces. */
public final class Eventually {
    private static final long BOUND_SECONDS = 30;
    private static final long MILLIS_BETWEEN_LOOKS = 20;

    private Eventually() {}

    public static void becomesTrue(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + BOUND_SECONDS + " seconds: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
        }
    }
}
