package dev.doorbell.agent.lifetime;

import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The lifetime of the process. What it takes time for is done on a thread of its own. */
public final class Lifetime {
    private static final long MILLIS_BETWEEN_LOOKS = 10;

    private final Intake intake;
    private final ServiceManager manager;
    private final Consumer<String> log;
    private final boolean tellsReady;
    private volatile long lastActivity = System.nanoTime();
    private boolean told;

    /**
     * A lifetime that nothing ends yet.
     *
     * @param intake the program's listeners
     * @param manager the service manager
     * @param tellsReady whether to tell it when every listener is taken
     * @param log where failures are told
     */
    public Lifetime(Intake intake, ServiceManager manager, boolean tellsReady, Consumer<String> log) {
        this.intake = intake;
        this.manager = manager;
        this.tellsReady = tellsReady;
        this.log = log;
    }

    /** Notes that a connection was accepted, or a listener taken. */
    public void noteActivity() {
        lastActivity = System.nanoTime();
    }

    /** Tells the service manager that the program is ready, once. */
    public void allAreTaken() {
        synchronized (this) {
            if (told || !tellsReady) {
                return;
            }
            told = true;
        }
        // the first native call of a process takes up to half a second
        start("ready", new Task() {
            @Override
            public void run() throws IOException {
                NativeAccess.enable();
                manager.ready();
            }
        });
    }

    /**
     * Ends the process when it was idle.
     *
     * @param idle for how long
     */
    public void exitWhenIdle(Duration idle) {
        start("idle", new IdleWatch(this, idle));
    }

    /**
     * Stops the intake and waits for the open connections. Called before SIGTERM ends the process.
     *
     * @param drain how long to wait at most
     */
    public void drain(Duration drain) {
        long deadline = System.nanoTime() + drain.toNanos();
        try {
            intake.stop();
            while (intake.openConnections() > 0 && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
            }
        } catch (IOException | RuntimeException e) {
            tell("wait for the open connections", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long nanosSinceActivity() {
        return System.nanoTime() - lastActivity;
    }

    Intake intake() {
        return intake;
    }

    void tell(String what, Throwable failure) {
        log.accept("cannot " + what + ": " + failure.getMessage());
    }

    /** Work that may fail. */
    interface Task {
        /** Does it. */
        void run() throws IOException, InterruptedException;
    }

    void start(String name, Task task) {
        Thread thread = new Thread(null, null, "doorbell-agent-" + name) {
            @Override
            public void run() {
                attempt(name, task);
            }
        };
        thread.setDaemon(true);
        // a program's class loader must not be kept by a thread of ours
        thread.setContextClassLoader(null);
        thread.start();
    }

    private void attempt(String name, Task task) {
        @Nullable Throwable failure = null;
        try {
            task.run();
        } catch (IOException | RuntimeException | LinkageError e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            tell("do what " + name + " says", failure);
        }
    }
}
