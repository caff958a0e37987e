package dev.doorbell.lifecycle;

import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ServiceManager;
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

    /**
     * What the messages of an end may take in any case: where the drain deadline is zero, nothing would be told.
     */
    static final Duration LEAST_TO_TELL = Duration.ofMillis(200);

    /** How long the program's hook may take where nobody else would end it. */
    private static final Duration MOST_TO_END = Duration.ofMinutes(1);

    private final Lifecycle.Builder plan;
    private final ServiceManager manager;
    private final Notifications notifications = new Notifications();
    private final Gate gate;
    private final Admission admission;
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
    private volatile boolean ready;

    Course(Lifecycle.Builder plan, ServiceManager manager, Gate gate, Admission admission) throws IOException {
        this.plan = plan;
        this.manager = manager;
        this.gate = gate;
        this.admission = admission;
        Duration idle = plan.idle();
        idleExit = new IdleExit(gate, plan.listeners, plan.intakes, idle);
        exitsWhenIdle = !idle.isZero() && canExitWhenIdle(idleExit);
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
        handle("TERM", this::tellToStop);
        handle("INT", this::tellToStop);
        if (plan.onReload != null) {
            handle("HUP", this::tellToReload);
        }
        thread.start();
    }

    private void handle(String signal, Runnable handler) {
        if (!signals.handle(signal, handler)) {
            Log.warn(
                    "SIG" + signal + " cannot be handled in this JVM: it was started with -Xrs or without the module"
                            + " jdk.unsupported, or the platform has no such signal. It does what it does by default.",
                    null);
        }
    }

    synchronized void stop() {
        jvmIsTheCallers |= !stopping;
        tellToStop();
    }

    /** As a signal does; the second one hurries. */
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

    /** Tells the manager, which may be told again after a reload. */
    void tellReady() throws IOException {
        notifications.sendChecked("telling that it is ready", manager::ready);
        ready = true;
    }

    void tellStatus(String text) throws IOException {
        notifications.sendChecked("telling its status", () -> manager.status(text));
    }

    End awaitEnd() throws InterruptedException {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("A hook of the life waits for the end that waits for it. Return instead.");
        }
        ended.await();
        return end;
    }

    /** Where a signal or idleness ends the process, signals stay ours: a late one must not spoil its exit code. */
    void close() {
        if (Thread.currentThread() == thread) {
            stop();
            return;
        }
        stopUnlessItEnds();
        if (jvmIsTheCallers) {
            gate.hurry();
        }
        awaitUninterruptibly(ended);
        if (jvmIsTheCallers) {
            signals.close();
        }
    }

    /** The gate alone does not tell: between a signal and the drain it is still open. */
    private synchronized void stopUnlessItEnds() {
        if (!stopping && !gate.isShut()) {
            stop();
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

    /** Whatever happens, it comes to an end: nobody else closes the listeners. */
    private void run() {
        End how = End.CUT_SHORT;
        try {
            how = becomesIdle() ? End.IDLE : drain();
        } catch (InterruptedException | RuntimeException | Error e) {
            Log.warn("The life of this program ends, because of a failure in Doorbell", e);
        } finally {
            finish(how);
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
        } catch (Exception | Error e) {
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
        if (ready) {
            notifications.send("telling that it reloads", manager::reloading, Notifications.PATIENCE);
        }
        try {
            hook.run();
        } catch (Exception | Error e) {
            Log.warn("Reloading failed", e);
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
        closeBound(plan.listeners);
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

    /** A datagram's answer goes by way of its listener, which therefore stays open until the work is done. */
    private static boolean accepts(Listener listener) {
        Kind kind = listener.kind();
        return kind == Kind.TCP || kind == Kind.UNIX_STREAM || kind == Kind.UNIX_SEQPACKET;
    }

    /** Nobody comes after this process for what it bound: a client is refused now, rather than left waiting. */
    private static void closeBound(Listeners listeners) {
        for (Listener listener : listeners.all()) {
            if (!listener.origin().inherited() && accepts(listener)) {
                tell("closing " + listener, listener::close);
            }
        }
    }

    private void watch(Duration work) {
        if (!jvmIsTheCallers) {
            Undertaker.watch(ended, work.plus(MOST_TO_END).toMillis());
        }
    }

    private void finish(End how) {
        gate.shut();
        if (how == End.IDLE) {
            watch(Duration.ZERO);
        }
        admission.close();
        tell("closing its listeners", plan.listeners::close);
        if (how == End.IDLE) {
            // not before: a client that comes meanwhile waits until the listeners are closed
            tellThatItStops(Notifications.PATIENCE);
        }
        tell("its onEnd", plan.onEnd);
        watchdog.ifPresent(Watchdog::close);
        end = how;
        ended.countDown();
    }

    /** A life ends as it should, whoever does not want to hear of it. */
    private static void tell(String what, Hook hook) {
        try {
            hook.run();
        } catch (IOException | UnsupportedOperationException refused) {
            Log.warn("Lifecycle: " + what + " failed: " + refused.getMessage(), null);
        } catch (Exception | Error e) {
            Log.warn("Lifecycle: " + what + " failed", e);
        }
    }
}
