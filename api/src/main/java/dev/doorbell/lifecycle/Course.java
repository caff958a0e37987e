package dev.doorbell.lifecycle;

import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * How a life goes, on one thread, so that an idle exit, a reload and a signal never meet. Others say what they want and
 * call it away from its waiting.
 */
final class Course {
    /** What the manager is asked for beyond the drain deadline, for closing and the program's hook. */
    private static final Duration TO_CLOSE = Duration.ofSeconds(5);

    private final Lifecycle.Builder plan;
    private final ServiceManager manager;
    private final Gate gate;
    private final Arrivals arrivals;
    private final IdleExit idleExit;
    private final boolean exitsWhenIdle;
    private final Optional<Watchdog> watchdog;
    private final Signals signals = new Signals();
    private final Thread thread = new Thread(this::run, "doorbell-lifecycle");
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile End end = End.STOPPED;
    private volatile boolean stopping;
    private volatile boolean reloading;
    private volatile boolean jvmIsTheCallers;

    Course(Lifecycle.Builder plan, ServiceManager manager, Gate gate, Arrivals arrivals) throws IOException {
        this.plan = plan;
        this.manager = manager;
        this.gate = gate;
        this.arrivals = arrivals;
        idleExit = new IdleExit(gate, plan.listeners, plan.intakes, plan.idle);
        exitsWhenIdle = !plan.idle.isZero() && canExitWhenIdle(idleExit);
        HealthCheck check = plan.healthCheck;
        watchdog = check == null ? Optional.empty() : Watchdog.start(manager, check);
        thread.setDaemon(true);
    }

    private static boolean canExitWhenIdle(IdleExit idleExit) {
        Optional<String> obstacle = idleExit.obstacle();
        if (obstacle.isPresent()) {
            Log.info("This program does not end when it is idle: " + obstacle.get() + ".");
        }
        return obstacle.isEmpty();
    }

    void start() {
        boolean stops = signals.handle("TERM", this::tellToStop) && signals.handle("INT", this::tellToStop);
        boolean reloads = plan.onReload == null || signals.handle("HUP", this::tellToReload);
        if (!stops || !reloads) {
            Log.warn(
                    "This JVM does not let signals be handled (-Xrs, or no module jdk.unsupported), so that it ends"
                            + " without waiting for work in progress. Start it without -Xrs, and with that module.",
                    null);
        }
        thread.start();
    }

    synchronized void stop() {
        jvmIsTheCallers |= !stopping;
        tellToStop();
    }

    private synchronized void tellToStop() {
        if (stopping) {
            gate.hurry();
        }
        stopping = true;
        gate.call();
    }

    private void tellToReload() {
        reloading = true;
        gate.call();
    }

    End awaitEnd() throws InterruptedException {
        ended.await();
        return end;
    }

    /**
     * Ends it, unless it is ending. Signals stay ours where one of them, or idleness, ends the process: a late one must not
     * spoil its exit code.
     */
    void close() {
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean endingByItself = gate.isShut();
        if (!endingByItself) {
            stop();
            gate.hurry();
        }
        awaitUninterruptibly(ended);
        if (!endingByItself) {
            signals.close();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            finish(becomesIdle() ? End.IDLE : drain());
            if (!jvmIsTheCallers) {
                Undertaker.await();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody has this thread to interrupt it", e);
        }
    }

    /** {@return false if it is told to stop before} */
    private boolean becomesIdle() throws InterruptedException {
        while (!stopping) {
            if (isIdle() && ends()) {
                return true;
            }
            if (reloading) {
                reloading = false;
                reload();
            }
        }
        return false;
    }

    /** {@return false if called away, which is the only thing to wait for where idleness is none} */
    private boolean isIdle() throws InterruptedException {
        if (exitsWhenIdle) {
            return idleExit.await();
        }
        gate.awaitCall();
        return false;
    }

    private boolean ends() {
        try {
            return idleExit.attempt();
        } catch (IOException | RuntimeException e) {
            Log.warn("A server that was paused cannot be resumed, so this program ends, to be started again", e);
            tellToStop();
            return false;
        }
    }

    private void reload() {
        Hook hook = plan.onReload;
        if (hook == null) {
            return;
        }
        tell("reloading", manager::reloading);
        try {
            hook.run();
        } catch (Exception | Error e) {
            Log.warn("Reloading failed", e);
            tell("a failure", () -> manager.status("Reloading failed: " + e));
        }
        tell("ready", manager::ready);
    }

    private End drain() throws InterruptedException {
        gate.shut();
        for (Intake intake : plan.intakes) {
            tell("a pause", intake::pause);
        }
        closeBound(plan.listeners);
        tell("stopping", manager::stopping);
        tell("a longer timeout", () -> manager.extendTimeout(plan.drain.plus(TO_CLOSE)));
        return gate.awaitQuiet(plan.drain.toNanos()) ? End.STOPPED : End.CUT_SHORT;
    }

    /** Nobody comes after this process for what it bound: a client is refused now, rather than left waiting. */
    private static void closeBound(Listeners listeners) {
        for (Listener listener : listeners.all()) {
            if (!listener.origin().inherited()) {
                tell("the end of " + listener, listener::close);
            }
        }
    }

    private void finish(End how) {
        gate.shut();
        if (how == End.IDLE) {
            tell("stopping", manager::stopping);
        }
        arrivals.close();
        tell("the end of the listeners", plan.listeners::close);
        tell("the program's end", plan.onEnd);
        watchdog.ifPresent(Watchdog::close);
        end = how;
        ended.countDown();
    }

    /** A life ends as it should, whoever does not want to hear of it. */
    private static void tell(String what, Hook hook) {
        try {
            hook.run();
        } catch (Exception | Error e) {
            Log.warn("Not everything went well on the way to the end of this program: " + what, e);
        }
    }
}
