package dev.doorbell.lifecycle;

import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A thread that sends keep-alive messages to the service manager, two in each {@linkplain ServiceManager#watchdogInterval()
 * interval}, as long as a {@link HealthCheck} succeeds. While the check returns false, throws or does not return, no message is
 * sent, and after the interval the manager acts ({@code WatchdogSec=} of {@code systemd.service(5)}). A check that succeeds
 * again within the interval has no effect on the service.
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
     * Starts the checks, on a daemon thread, if the manager wants them.
     *
     * @param manager the service manager
     * @param check whether the program is healthy
     * @return the watchdog, which the caller closes; empty if the manager does not watch this process
     * @throws dev.doorbell.spi.ActivationException if the manager's setting is malformed
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
                complain("the health check returned false", null);
            }
        } catch (Exception | Error e) {
            if (closed) {
                return;
            }
            complain("the health check, or its message, failed: " + e, e);
        }
    }

    /** Logs once until the check succeeds again: it runs twice in an interval. */
    private void complain(String what, @Nullable Throwable cause) {
        if (well) {
            LifecycleLog.warn("The watchdog gets no keep-alive message: " + what, cause);
        }
        well = false;
    }

    /** Stops the checks. No more messages are sent, so the manager kills a process that continues. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
