package dev.doorbell.agent.lifetime;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends the process after a time without a connection that is open or was accepted. */
final class IdleWatch implements Lifetime.Task {
    /** A connection that has closed is noticed after a tenth of the time, and after 5 seconds at the latest. */
    private static final int LOOKS = 10;

    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toMillis(5);

    private final Lifetime lifetime;
    private final Duration idle;

    IdleWatch(Lifetime lifetime, Duration idle) {
        this.lifetime = lifetime;
        this.idle = idle;
    }

    @Override
    public void run() throws IOException, InterruptedException {
        long pause = Math.max(1, Math.min(LONGEST_PAUSE, idle.toMillis() / LOOKS));
        while (true) {
            TimeUnit.MILLISECONDS.sleep(pause);
            if (isBusy()) {
                lifetime.noteActivity();
            } else if (lifetime.nanosSinceActivity() >= idle.toNanos()) {
                exitUnlessBusy();
            }
        }
    }

    /** Returns whether there is work, also for a program that still starts: its first client waits. */
    private boolean isBusy() throws IOException {
        return lifetime.intake().openConnections() > 0 || lifetime.intake().hasArrival();
    }

    /** Ends the process unless a client has come in the last moment. One that comes later waits for the next process. */
    private void exitUnlessBusy() throws IOException {
        lifetime.intake().stop();
        if (isBusy() || lifetime.nanosSinceActivity() < idle.toNanos()) {
            lifetime.intake().resume();
            lifetime.noteActivity();
        } else {
            System.exit(0);
        }
    }
}
