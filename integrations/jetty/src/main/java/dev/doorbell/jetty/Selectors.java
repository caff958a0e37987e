package dev.doorbell.jetty;

import dev.doorbell.lifecycle.HealthCheck;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;

/** The selectors of a connector. One of them accepts. */
final class Selectors {
    private static final long RELEASED_WITHIN_SECONDS = 10;

    private Selectors() {}

    /**
     * Waits until each selector has released what was cancelled, which it does when it selects next, between two rounds of
     * tasks. Jetty closes a channel that is registered again before.
     */
    static void awaitRelease(SelectorManager manager) throws IOException {
        for (ManagedSelector selector : manager.getBeans(ManagedSelector.class)) {
            CountDownLatch released = new CountDownLatch(1);
            selector.submit(thisRound -> selector.submit(nextRound -> released.countDown()));
            await(released);
        }
    }

    private static void await(CountDownLatch released) throws IOException {
        try {
            if (!released.await(RELEASED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(
                        "Jetty's selector has not responded for " + RELEASED_WITHIN_SECONDS + " seconds.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before Jetty accepts again");
        }
    }

    /** Whether each selector executes tasks, and the thread pool those of the selector. */
    static boolean areHealthy(SelectorManager manager) throws Exception {
        for (ManagedSelector selector : manager.getBeans(ManagedSelector.class)) {
            HealthCheck both = HealthCheck.through(
                    task -> selector.submit(selecting -> manager.getExecutor().execute(task)));
            if (!both.isHealthy()) {
                return false;
            }
        }
        return true;
    }
}
