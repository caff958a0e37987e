package dev.doorbell.agent.lifetime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Ends the process after a time without a connection that is open or was accepted. */
final class IdleWatch extends Task {
    /** A connection that has closed is noticed after a tenth of the time, and after 5 seconds at the latest. */
    private static final int LOOKS = 10;

    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toMillis(5);

    private final SafeIntake intake;
    private final Activity activity;
    private final Duration idle;

    IdleWatch(SafeIntake intake, Activity activity, Duration idle, Consumer<String> log) {
        super("idle", "end the process when it is idle", log);
        this.intake = intake;
        this.activity = activity;
        this.idle = idle;
    }

    @Override
    void attempt() throws InterruptedException {
        long pause = Math.max(1, Math.min(LONGEST_PAUSE, idle.toMillis() / LOOKS));
        do {
            TimeUnit.MILLISECONDS.sleep(pause);
        } while (!isOver());
        System.exit(0);
    }

    /** Returns whether the process may end. The intake is stopped then. */
    boolean isOver() throws InterruptedException {
        if (intake.isBusy()) {
            activity.renew();
            return false;
        }
        return activity.isOver(idle) && staysIdle();
    }

    /** Looks once more with the intake stopped. A client that comes later waits for the next process. */
    private boolean staysIdle() throws InterruptedException {
        boolean over = false;
        try {
            over = intake.stop() && !intake.isBusy() && activity.isOver(idle);
        } finally {
            if (!over) {
                activity.renew();
                intake.resume();
            }
        }
        return over;
    }
}
