package dev.doorbell.lifecycle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A check whether the program still does its work. Only the program can know: a check that does not involve the program's own
 * threads keeps a hung program running.
 */
@FunctionalInterface
public interface HealthCheck {
    /**
     * Checks the program, on the watchdog's own thread. While this method does not return, the manager is not notified: a
     * check that hangs with the program has the same effect as one that returns false.
     *
     * @return whether the program is healthy
     * @throws Exception if it is not, or if that is unknown
     */
    boolean isHealthy() throws Exception;

    /**
     * Returns a check that passes through an executor and back: the program is healthy if the executor's threads still run
     * their tasks. For an event loop or a pool that does the program's work.
     *
     * @param workers the executor
     * @return the check
     */
    static HealthCheck through(Executor workers) {
        return () -> {
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            workers.execute(() -> done.complete(true));
            return done.get();
        };
    }
}
