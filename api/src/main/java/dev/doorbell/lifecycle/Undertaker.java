package dev.doorbell.lifecycle;

import java.util.ArrayList;
import java.util.List;

/**
 * Ends a process that should have ended. One that lives on without a listener keeps the service manager from starting
 * the next, and clients wait for ever.
 */
final class Undertaker {
    private static final long PATIENCE_MILLIS = 10_000;
    private static final int STATUS = 0;

    private Undertaker() {}

    /** Returns never, or not before the JVM ends; runs on a daemon thread, which keeps nothing alive. */
    static void await() throws InterruptedException {
        Thread.sleep(PATIENCE_MILLIS);
        Log.warn(
                "This program has ended, but its process has not, because of " + whoLives()
                        + ", so it is made to exit. End them in Lifecycle's onEnd, or make them daemons.",
                null);
        System.exit(STATUS);
    }

    private static String whoLives() {
        List<String> names = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.isDaemon() && thread.isAlive()) {
                names.add("\"" + thread.getName() + "\"");
            }
        }
        return names.isEmpty() ? "no thread" : "these threads: " + String.join(", ", names);
    }
}
