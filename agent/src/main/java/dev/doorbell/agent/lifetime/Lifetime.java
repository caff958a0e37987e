package dev.doorbell.agent.lifetime;

import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The lifetime of the process. Whatever takes time is done on a thread of its own. */
public final class Lifetime {
    private static final long MILLIS_BEFORE_PREPARATION = 2000;
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    /** The looks at a process with many descriptors take a tenth of one processor. */
    private static final int PAUSE_TO_LOOK = 10;

    private final Intake listeners;
    private final SafeIntake intake;
    private final Activity activity = new Activity();
    private final ServiceManager manager;
    private final Consumer<String> log;
    private final boolean tellsReady;
    private boolean ready;

    /**
     * A lifetime that nothing ends yet.
     *
     * @param intake the program's listeners
     * @param manager the service manager
     * @param tellsReady whether to tell it when every listener is taken
     * @param log where failures are logged
     */
    public Lifetime(Intake intake, ServiceManager manager, boolean tellsReady, Consumer<String> log) {
        this.listeners = intake;
        this.intake = new SafeIntake(intake, log);
        this.manager = manager;
        this.tellsReady = tellsReady;
        this.log = log;
    }

    /** Notes that a connection was accepted, or a listener taken. */
    public void noteActivity() {
        activity.begin();
    }

    /**
     * Notes that the program accepts in a way that cannot be stopped. It is never idle, and not drained.
     *
     * @param reason for the user
     */
    public void abandonIntake(String reason) {
        intake.abandon(reason);
    }

    /** Tells the service manager that the program is ready, once. */
    public void allAreTaken() {
        synchronized (this) {
            if (ready || !tellsReady) {
                return;
            }
            ready = true;
        }
        // the first native call of a process takes up to half a second
        new Task("ready", "send READY=1 to the service manager", log) {
            @Override
            void attempt() throws IOException {
                NativeAccess.enable();
                manager.ready();
            }
        }.start();
    }

    /**
     * Ends the process when it was idle.
     *
     * @param idle for how long
     */
    public void exitWhenIdle(Duration idle) {
        new IdleWatch(intake, activity, idle, log).start();
    }

    /** Loads the classes that the end of the process needs, a while later: the start of the program has the processor first. */
    public void prepare() {
        new Task("prepare", "prepare for the end of the process", log) {
            @Override
            void attempt() throws IOException, InterruptedException {
                TimeUnit.MILLISECONDS.sleep(MILLIS_BEFORE_PREPARATION);
                listeners.prepare();
            }
        }.start();
    }

    /**
     * Stops the intake and waits for the open connections. Called before SIGTERM ends the process.
     *
     * @param drain how long to wait at most
     */
    public void drain(Duration drain) {
        long deadline = System.nanoTime() + drain.toNanos();
        intake.terminate();
        try {
            long begin = System.nanoTime();
            while (!isDrained() && System.nanoTime() < deadline) {
                long now = System.nanoTime();
                long pause = Math.max(SHORTEST_PAUSE, (now - begin) * PAUSE_TO_LOOK);
                TimeUnit.NANOSECONDS.sleep(Math.min(pause, deadline - now));
                begin = System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops the intake at each look: a program may have registered its listener anew. */
    private boolean isDrained() throws InterruptedException {
        if (intake.isAbandoned()) {
            return true;
        }
        intake.stop();
        return !intake.hasOpenConnections();
    }
}
