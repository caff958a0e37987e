package dev.doorbell.lifecycle;

import dev.doorbell.Listener;
import dev.doorbell.lifecycle.signals.HandledSignal;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The course of a lifecycle on one thread, so that an idle exit, a reload and a signal never run at the same time. Other
 * threads set what they want and wake that thread.
 */
final class LifecycleThread {
    /** Asked of the manager beyond the drain deadline, for closing and the program's hook. */
    private static final Duration TO_CLOSE = Duration.ofSeconds(5);

    /** The least time for a notification of the end: with a drain deadline of zero, none would be sent otherwise. */
    static final Duration LEAST_TO_TELL = Duration.ofMillis(200);

    /** The limit of the program's hook before the process is halted. */
    private static final Duration MOST_TO_END = Duration.ofMinutes(1);

    private final Lifecycle.Builder plan;
    private final ServiceManager manager;
    private final Notifications notifications = new Notifications();
    private final Gate gate;
    private final Admission admission;
    private final IdleExit idleExit;
    private final Optional<Watchdog> watchdog;
    private final List<HandledSignal> signals = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "doorbell-lifecycle");
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile End end = End.STOPPED;
    private volatile boolean stopping;
    private volatile boolean reloading;
    private volatile boolean jvmIsTheCallers;
    private volatile boolean ready;

    LifecycleThread(Lifecycle.Builder plan, ServiceManager manager, Gate gate, Admission admission) throws IOException {
        this.plan = plan;
        this.manager = manager;
        this.gate = gate;
        this.admission = admission;
        idleExit = new IdleExit(gate, plan, plan.idle());
        HealthCheck check = plan.healthCheck;
        watchdog = check == null ? Optional.empty() : Watchdog.start(manager, check);
        thread.setDaemon(true);
    }

    void start() {
        if (plan.handlesSignals) {
            handleSignals();
        }
        thread.start();
    }

    private void handleSignals() {
        handle("TERM", this::tellToStop);
        handle("INT", this::tellToStop);
        if (plan.onReload != null) {
            handle("HUP", this::tellToReload);
        }
    }

    private void handle(String signal, Runnable handler) {
        Optional<HandledSignal> handled = HandledSignal.of(signal, number -> handler.run());
        handled.ifPresent(signals::add);
        if (handled.isEmpty()) {
            LifecycleLog.warn(
                    "cannot handle SIG" + signal + ": the JVM was started with -Xrs or without the module"
                            + " jdk.unsupported, or the platform has no such signal. Its default action remains.",
                    null);
        }
    }

    synchronized void stop() {
        jvmIsTheCallers |= !stopping;
        tellToStop();
    }

    /** Handles a signal; the second one ends the drain. */
    synchronized void tellToStop() {
        if (stopping) {
            gate.hurry();
        }
        stopping = true;
        gate.call();
    }

    void tellToReload() {
        reloading = true;
        gate.call();
    }

    /** Notifies the manager; after a reload it is notified again. */
    void tellReady() throws IOException {
        gate.use();
        notifications.sendChecked("telling that it is ready", manager::ready);
        ready = true;
    }

    void tellStatus(String text) throws IOException {
        notifications.sendChecked("telling its status", () -> manager.status(text));
    }

    End awaitEnd() throws InterruptedException {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException(
                    "A hook of the lifecycle waits for the end, which waits for the hook. Return from the hook instead.");
        }
        ended.await();
        return end;
    }

    /** If a signal or idleness ends the process, its signals stay handled: a late one must not change the exit code. */
    void close() {
        if (Thread.currentThread() == thread) {
            stop();
            return;
        }
        stopUnlessEnding();
        if (jvmIsTheCallers) {
            gate.hurry();
        }
        awaitUninterruptibly(ended);
        if (jvmIsTheCallers) {
            restoreSignals();
        }
    }

    private synchronized void restoreSignals() {
        signals.forEach(HandledSignal::restore);
        signals.clear();
    }

    /** Stops, unless the end has begun. The gate alone does not show that: between a signal and the drain it is still open. */
    synchronized boolean stopUnlessEnding() {
        boolean begins = !stopping && !gate.isShut();
        if (begins) {
            stop();
        }
        return begins;
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

    /** Ends in any case: no other thread closes the listeners. */
    private void run() {
        End how = End.CUT_SHORT;
        try {
            how = becomesIdle() ? End.IDLE : drain();
        } catch (InterruptedException | RuntimeException | Error e) {
            LifecycleLog.warn("The lifecycle ends because of a failure in Doorbell", e);
        } finally {
            finish(how);
        }
    }

    /** {@return false if it is told to stop before} */
    private boolean becomesIdle() throws InterruptedException {
        while (!stopping) {
            if (idleExit.await() && ends()) {
                return true;
            }
            if (reloading) {
                reloading = false;
                reload();
            }
        }
        return false;
    }

    private boolean ends() {
        try {
            return idleExit.attempt();
        } catch (Exception | Error e) {
            LifecycleLog.warn("The process ends, to be started again: cannot resume a paused server", e);
            tellToStop();
            return false;
        }
    }

    private void reload() {
        Hook hook = plan.onReload;
        if (hook == null) {
            return;
        }
        if (ready) {
            notifications.send("telling that it reloads", manager::reloading, Notifications.PATIENCE);
        }
        try {
            hook.run();
        } catch (Exception | Error e) {
            LifecycleLog.warn("Reloading failed", e);
            notifications.send(
                    "telling of a failure", () -> manager.status("Reloading failed: " + e), Notifications.PATIENCE);
        }
        if (ready) {
            notifications.send("telling that it has reloaded", manager::ready, Notifications.PATIENCE);
        }
    }

    private End drain() throws InterruptedException {
        long deadline = System.nanoTime() + plan.drain.toNanos();
        gate.shut();
        watch(plan.drain);
        for (Intake intake : plan.intakes) {
            tell("pausing its server", intake::pause);
        }
        closeBound(plan.served.listeners());
        tellThatItStops(patienceUntil(deadline));
        notifications.send(
                "asking for more time",
                () -> manager.extendTimeout(plan.drain.plus(TO_CLOSE)),
                patienceUntil(deadline));
        return gate.awaitQuiet(Math.max(0, deadline - System.nanoTime())) ? End.STOPPED : End.CUT_SHORT;
    }

    private void tellThatItStops(Duration patience) {
        notifications.send("telling that it stops", manager::stopping, patience);
    }

    /** No message to the manager outlasts the drain deadline. */
    static Duration patienceUntil(long deadline) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        Duration most = left.compareTo(Notifications.PATIENCE) < 0 ? left : Notifications.PATIENCE;
        return most.compareTo(LEAST_TO_TELL) < 0 ? LEAST_TO_TELL : most;
    }

    /**
     * No process will follow on a listener that this one or an earlier generation bound: a client is refused now, rather than
     * left waiting. The answer to a datagram is sent through its listener, which therefore stays open until the work is done.
     */
    private void closeBound(List<Listener> listeners) {
        for (Listener listener : listeners) {
            boolean bound = plan.isOfBoundListeners() || !listener.origin().inherited();
            if (bound && listener.kind().accepts()) {
                tell("closing " + listener, listener::close);
            }
        }
    }

    private void watch(Duration work) {
        if (!jvmIsTheCallers && plan.forcesExit) {
            ForcedExit.watch(ended, work.plus(MOST_TO_END).toMillis());
        }
    }

    private void finish(End how) {
        gate.shut();
        if (how == End.IDLE) {
            watch(Duration.ZERO);
        }
        admission.close();
        tell("closing its listeners", plan.served.closing());
        if (how == End.IDLE) {
            // not before: a client that comes meanwhile waits until the listeners are closed
            tellThatItStops(Notifications.PATIENCE);
        }
        tell("its onEnd", plan.onEnd);
        watchdog.ifPresent(Watchdog::close);
        end = how;
        ended.countDown();
    }

    /** A failure of one step does not keep the others from being done. */
    private static void tell(String what, Hook hook) {
        try {
            hook.run();
        } catch (Exception | Error e) {
            LifecycleLog.failed(what, e);
        }
    }
}
