package dev.doorbell.lifecycle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Whether the program still does its work. Only the program knows; a check that asks nothing of it keeps a hung program
 * alive.
 */
@FunctionalInterface
public interface HealthCheck {
    /**
     * Looks. It runs on the watchdog's own thread, and while it does not return, nothing tells the manager that the program
     * is alive: a check that hangs with the program is as good as one that answers no.
     *
     * @return whether the program is well
     * @throws Exception if it is not, or that cannot be found out
     */
    boolean isHealthy() throws Exception;

    /**
     * The program is well if these threads still do what they are given: the check passes through them and back. For an
     * event loop or a pool that does the program's work.
     *
     * @param workers the threads
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
