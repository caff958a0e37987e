package dev.doorbell.junit;

import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.notify.ServiceStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends a program that does not report in time, as {@code WatchdogSec=} of {@code systemd.service(5)}. */
final class Watchdog {
    private static final int SIGABRT = 6;
    private static final int SIGKILL = 9;

    private final ChildProcess child;
    private final ServiceStatus status;
    private final Duration timeout;

    private Watchdog(ChildProcess child, ServiceStatus status, Duration timeout) {
        this.child = child;
        this.status = status;
        this.timeout = timeout;
    }

    /** Watches until the program ends; {@code WATCHDOG_USEC=} may arm it later. */
    static void start(ChildProcess child, ServiceStatus status, Duration timeout) {
        Thread thread = new Thread(new Watchdog(child, status, timeout)::watch, "doorbell-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            if (status.awaitWatchdog()) {
                child.signal(SIGABRT);
                if (!child.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    child.signal(SIGKILL);
                }
            }
        } catch (IOException | InterruptedException e) {
            // the process is another user's by now, which no signal reaches
        }
    }
}
