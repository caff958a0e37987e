package dev.doorbell.lifecycle;

import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the service manager that the program is alive, twice in each {@linkplain ServiceManager#watchdogInterval()
 * interval}, if and only if a {@link HealthCheck} finds it so. A check that says no, throws or does not return keeps it
 * silent, and after the interval the manager acts ({@code WatchdogSec=} of {@code systemd.service(5)}); one that says yes
 * again in time goes unnoticed.
 */
public final class Watchdog implements AutoCloseable {
    private final ServiceManager manager;
    private final HealthCheck check;
    private final Thread thread;
    private boolean well = true;
    private volatile boolean closed;

    private Watchdog(ServiceManager manager, HealthCheck check, Duration interval) {
        this.manager = manager;
        this.check = check;
        thread = new Thread(() -> run(interval.toMillis() / 2), "doorbell-watchdog");
        thread.setDaemon(true);
    }

    /**
     * Starts looking, on a daemon thread, if the manager wants it.
     *
     * @param manager the service manager
     * @param check whether the program is well
     * @return the watchdog, which the caller closes; empty if the manager does not watch this process
     * @throws dev.doorbell.spi.HandoverException if what the manager set is malformed
     */
    public static Optional<Watchdog> start(ServiceManager manager, HealthCheck check) throws IOException {
        Optional<Duration> interval = manager.watchdogInterval();
        if (interval.isEmpty()) {
            return Optional.empty();
        }
        Watchdog watchdog = new Watchdog(manager, check, interval.get());
        watchdog.thread.start();
        return Optional.of(watchdog);
    }

    private void run(long periodMillis) {
        long period = Math.max(1, periodMillis);
        try {
            while (!closed) {
                long began = System.nanoTime();
                look();
                long took = (System.nanoTime() - began) / 1_000_000;
                Thread.sleep(Math.max(1, period - took));
            }
        } catch (InterruptedException ended) {
            // closed
        }
    }

    private void look() {
        try {
            if (check.isHealthy()) {
                manager.keepAlive();
                well = true;
            } else {
                complain("the health check says no", null);
            }
        } catch (Exception | Error e) {
            if (closed) {
                return;
            }
            complain("the health check, or telling of it, failed: " + e, e);
        }
    }

    /** Once for each illness: it is looked at twice in an interval. */
    private void complain(String what, @Nullable Throwable cause) {
        if (well) {
            Log.warn("The watchdog is not told that this program is alive, since " + what, cause);
        }
        well = false;
    }

    /** Stops looking. From now on the manager hears nothing, so a program that goes on without it is killed. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
