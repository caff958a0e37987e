package dev.doorbell.lifecycle;

import dev.doorbell.ConnectionHandler;
import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spi.ProcessContext;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lifetime of a service process, from its first connection to an end that loses none. It ends when it has been idle for
 * a set time, since the service manager starts it again for the next connection, and on SIGTERM or SIGINT.
 *
 * <pre>{@code
 * try (Listeners listeners = Doorbell.open(ListenerSpec.parse("http=tcp://127.0.0.1:8080"));
 *         Lifecycle life = Lifecycle.of(listeners)
 *                 .exitWhenIdle(Duration.ofMinutes(5))
 *                 .drain(Duration.ofSeconds(20))
 *                 .onEnd(pool::shutdown)
 *                 .start()) {
 *     for (Listener http : listeners.all("http")) {
 *         pool.execute(() -> life.acceptAll(http, client -> pool.execute(() -> serve(client))));    // which closes it
 *     }
 *     life.ready();
 *     life.awaitEnd();
 * }                                                    // and main returns: exit code 0
 * }</pre>
 *
 * <p>A program {@linkplain #accept accepts} or {@linkplain #await awaits} its input here, or gives the lifecycle an
 * {@link Intake} of its server. So Doorbell counts work before it is taken in, and can end the process at a moment when
 * nothing is lost.
 *
 * <p><b>Idle.</b> When no {@link Work} has been in progress for the set time, nothing more is admitted, and the listeners
 * are checked for new arrivals. If there are any, the process continues. Otherwise the listeners are closed, which keeps the
 * manager's copies listening, the service manager is notified, and the program's hook runs. A process that bound a listener
 * itself never ends when idle: no manager would start it again. The same holds for the later generations of that process.
 *
 * <p><b>Shutdown.</b> Nothing more is admitted, the service manager is notified, work in progress continues until the drain
 * deadline, and then everything is closed. Connections in the backlog of a passed listener stay there for the next process.
 * A second signal ends the drain.
 *
 * <p><b>Forced exit.</b> A process that runs and does not listen keeps the service manager from starting the next one. So
 * after an end by a signal or by idleness, if non-daemon threads keep the JVM running 10 seconds after main has returned,
 * they are named in the log and the JVM exits with status 0. A hook that does not return within a minute is halted with
 * status 1. {@link Builder#forceExit} turns both off.
 *
 * <p><b>Durations.</b> {@link Duration#ZERO} is no time at all. A century or more, such as the duration of
 * {@link ChronoUnit#FOREVER}, is unlimited.
 *
 * <p>Safe for use by several threads.
 */
public final class Lifecycle implements AutoCloseable {
    /**
     * The environment variable with which a unit sets {@link Builder#exitWhenIdle} for a program that does not call it:
     * {@value}, in seconds, such as {@code 300} or {@code 0.5}; {@code infinity}, or an empty value, is never.
     */
    public static final String IDLE_EXIT = "DOORBELL_IDLE_EXIT";

    private final ServiceManager manager;
    private final Gate gate = new Gate();
    private final Admission admission;
    private final LifecycleThread thread;

    private Lifecycle(Builder plan) throws IOException {
        manager = plan.manager == null ? Doorbell.serviceManager() : plan.manager;
        admission = new Admission(gate, plan.served);
        thread = new LifecycleThread(plan, manager, gate, admission);
    }

    /**
     * Begins to describe the lifecycle of a process that serves these listeners.
     *
     * @param listeners the listeners; the lifecycle closes them at its end, and the caller may close them as well
     * @return a builder
     */
    public static Builder of(Listeners listeners) {
        return new Builder(Served.of(listeners));
    }

    /**
     * Begins to describe the lifecycle of a process that serves one listener, such as that of {@link Doorbell#connection()}.
     * If that connection is {@linkplain #accept accepted}, the lifecycle ends when it is closed and no work is in progress; a
     * program that takes it from the listener calls {@link #stop()}.
     *
     * <p>Which service manager passed the listener is not known here, so an idle process runs for at least 10 seconds,
     * which each of them tolerates: see {@link Builder#exitWhenIdle}.
     *
     * @param listener the listener; the lifecycle closes it at its end, and the caller may close it as well
     * @return a builder
     */
    public static Builder of(Listener listener) {
        return new Builder(Served.of(listener));
    }

    /** {@return the service manager that this lifecycle notifies} */
    public ServiceManager serviceManager() {
        return manager;
    }

    /**
     * Notifies the service manager that the program serves: {@link ServiceManager#ready()}. If the manager cannot be
     * reached, does not read its socket within 2 seconds, or this JVM has no way to send, that is logged once and the
     * program continues, as {@code sd_notify(3)} recommends. The same holds for every other notification of a lifecycle.
     *
     * @throws dev.doorbell.spi.ActivationException if the manager's address is malformed
     * @throws java.io.InterruptedIOException if this thread is interrupted; it stays interrupted
     */
    public void ready() throws IOException {
        thread.tellReady();
    }

    /**
     * Notifies the service manager of the program's state in one line: {@link ServiceManager#status}. A manager that cannot
     * be reached is handled as in {@link #ready()}.
     *
     * @param text the text
     * @throws dev.doorbell.spi.ActivationException if the manager's address is malformed
     * @throws java.io.InterruptedIOException if this thread is interrupted; it stays interrupted
     */
    public void status(String text) throws IOException {
        thread.tellStatus(text);
    }

    /**
     * Counts work that is already in progress: a request on a connection that stays open in between, or a task of the
     * program's own.
     *
     * @return the work; the caller closes it when it is done
     */
    public Work begin() {
        return gate.begin();
    }

    /**
     * Waits until something has arrived at a listener, and begins work on it. The caller then takes one connection, datagram
     * or message, and closes the work when it is done with that. Use one thread for each listener, in blocking mode. At a
     * listener that Doorbell bound this method does not wait, and the work does not count.
     *
     * @param listener one of this lifecycle's listeners
     * @return the work; empty when nothing more is admitted
     * @throws java.io.InterruptedIOException if this thread is interrupted; it stays interrupted
     * @throws IOException if the operating system refuses
     */
    public Optional<Work> await(Listener listener) throws IOException {
        return admission.await(listener);
    }

    /**
     * Accepts the next connection, as work in progress. Several threads may accept from one listener. The view of a passed
     * listener is in non-blocking mode from then on: another process that has the same listener may take what has arrived.
     *
     * @param listener one of this lifecycle's listeners, of a kind that {@link Listener#accept()} serves
     * @return the connection, which the caller closes; empty when nothing more is admitted
     * @throws IllegalStateException if the listener is of another kind, or was closed or detached before the shutdown
     * @throws java.io.InterruptedIOException if this thread is interrupted; it stays interrupted
     * @throws IOException if accepting fails; the next call may succeed
     */
    public Optional<Accepted> accept(Listener listener) throws IOException {
        return admission.accept(listener);
    }

    /**
     * {@linkplain #accept Accepts} connections one after the other in this thread, until nothing more is admitted, the
     * listener is closed or this thread is interrupted. The view of a passed listener is in non-blocking mode from then on.
     * After a failure to accept, which is logged, the loop waits before it tries again ({@link dev.doorbell.Backoff}). If
     * the handler fails, its connection is closed; that is logged once until the handler succeeds again.
     *
     * @param listener one of this lifecycle's listeners, of a kind that {@link Listener#accept()} serves
     * @param handler serves each connection, or passes it to another thread
     * @throws IllegalStateException if the listener is of another kind, or was closed or detached before this call and
     *     before the shutdown
     * @throws java.nio.channels.IllegalBlockingModeException if the program put the view of a connection, or of a listener
     *     that Doorbell bound, into non-blocking mode
     */
    public void acceptAll(Listener listener, ConnectionHandler<? super Accepted> handler) {
        admission.acceptAll(listener, handler);
    }

    /** {@return whether the shutdown has begun: nothing more is admitted} */
    public boolean isEnding() {
        return gate.isShut();
    }

    /**
     * Begins the shutdown as SIGTERM does, and returns at once. A second call ends the drain. The JVM is left to the caller:
     * no exit is forced.
     */
    public void stop() {
        thread.stop();
    }

    /**
     * Begins the shutdown as {@link #stop()} does, unless that, a signal or idleness has begun it already.
     *
     * @return whether this call has begun it; false if it has changed nothing
     */
    public boolean stopUnlessEnding() {
        return thread.stopUnlessEnding();
    }

    /**
     * Runs the hook of {@link Builder#onReload} as SIGHUP does, and returns at once. Without a hook, it does nothing.
     */
    public void reload() {
        thread.tellToReload();
    }

    /**
     * Waits for the end: the listeners are closed, and the program's hook has run.
     *
     * @return the reason of the end
     * @throws InterruptedException if this thread is interrupted
     * @throws IllegalStateException if this is the lifecycle's own thread, which runs the hooks
     */
    public End awaitEnd() throws InterruptedException {
        return thread.awaitEnd();
    }

    /**
     * Ends the lifecycle without waiting for work: the listeners are closed, and the program's hook runs. If a signal or
     * idleness has begun the end already, this method waits for it; otherwise signals are handled as before from now on. A
     * second call does nothing. On the lifecycle's own thread it does what {@link #stop()} does.
     */
    @Override
    public void close() {
        thread.close();
    }

    /** A description of a lifecycle. Not safe for use by several threads. */
    public static final class Builder {
        /** Unlimited, and it fits a long of nanoseconds. */
        static final Duration UNLIMITED = Duration.ofDays(36_525);

        final Served served;
        final List<Intake> intakes = new ArrayList<>();
        Duration drain = Duration.ofSeconds(10);
        Hook onEnd = () -> {};
        boolean handlesSignals = true;
        boolean forcesExit = true;

        @Nullable
        Hook onReload;

        @Nullable
        HealthCheck healthCheck;

        /** Read for {@link Lifecycle#IDLE_EXIT} and {@link ProcessContext#BOUND}. */
        Map<String, String> environment = System.getenv();

        private @Nullable Duration idle;

        private @Nullable ServiceManager manager;

        private Builder(Served served) {
            this.served = served;
        }

        /**
         * Ends the process when no work has been in progress for this time, if every listener was passed by a service
         * manager, and not before the {@linkplain Listeners#minimumUptime() minimum uptime} that the manager expects. The
         * system property {@code doorbell.idle.minimum-uptime} sets another minimum, in seconds, for a unit with other
         * limits. A program that is not ready at once {@linkplain Lifecycle#begin() begins} work until it is, within a second
         * of {@link #start()}; before its first use, a lifecycle does not end sooner. If this method is not called, the
         * environment variable {@link Lifecycle#IDLE_EXIT} decides.
         *
         * @param time the time without work; zero is as soon as there is none, a century or more is never
         * @return this
         * @throws IllegalArgumentException if the time is negative
         */
        public Builder exitWhenIdle(Duration time) {
            idle = limited(time);
            return this;
        }

        /**
         * Limits the work in progress after the shutdown has begun. The service manager is asked for this much time.
         *
         * @param deadline the time; zero closes everything at once; 10 seconds if this method is not called
         * @return this
         * @throws IllegalArgumentException if the time is negative
         */
        public Builder drain(Duration deadline) {
            drain = limited(deadline);
            return this;
        }

        /**
         * Adds a server that accepts connections itself. May be called several times.
         *
         * @param intake pauses and resumes the server
         * @return this
         */
        public Builder intake(Intake intake) {
            intakes.add(intake);
            return this;
        }

        /**
         * Sets what the program does after the listeners are closed: end its server and its threads, save its state.
         *
         * @param hook runs once, on the lifecycle's own thread; it must not wait for a thread that closes this lifecycle
         * @return this
         */
        public Builder onEnd(Hook hook) {
            onEnd = hook;
            return this;
        }

        /**
         * Sets how the program reloads its configuration on SIGHUP ({@code systemctl reload} of
         * {@code Type=notify-reload}). The service manager is notified before and after, once the program has been
         * {@linkplain Lifecycle#ready() ready}. Without this, SIGHUP ends the JVM.
         *
         * @param hook runs on the lifecycle's own thread; its failure is logged and sent as the status
         * @return this
         */
        public Builder onReload(Hook hook) {
            onReload = hook;
            return this;
        }

        /**
         * Runs a {@link Watchdog} from the start of the lifecycle to its end, if the service manager wants it.
         *
         * @param check whether the program is healthy; also asked before the program is ready
         * @return this
         */
        public Builder watchdog(HealthCheck check) {
            healthCheck = check;
            return this;
        }

        /**
         * Sets the service manager to notify.
         *
         * @param found the service manager; {@link Doorbell#serviceManager()} if this method is not called
         * @return this
         */
        public Builder serviceManager(ServiceManager found) {
            manager = found;
            return this;
        }

        /**
         * Sets whether SIGTERM, SIGINT and, with {@link #onReload}, SIGHUP are handled here. A program or framework with
         * handlers of its own turns that off and calls {@link Lifecycle#stop()} and {@link Lifecycle#reload()} from them.
         *
         * @param handled false to leave every signal as it is; true if this method is not called
         * @return this
         */
        public Builder handleSignals(boolean handled) {
            handlesSignals = handled;
            return this;
        }

        /**
         * Sets whether a process that does not end after its lifecycle has is made to exit, see {@link Lifecycle}.
         *
         * @param forced false to leave the JVM to the program; true if this method is not called
         * @return this
         */
        public Builder forceExit(boolean forced) {
            forcesExit = forced;
            return this;
        }

        /**
         * Starts the lifecycle: signals are handled and idle time is counted from now on. It runs on a daemon thread, so the
         * program's main thread {@linkplain Lifecycle#awaitEnd() waits for the end}.
         *
         * @return the lifecycle, which the caller closes
         * @throws dev.doorbell.spi.ActivationException if the service manager's setting of the watchdog is malformed
         * @throws IllegalStateException if {@link #exitWhenIdle} was not called and {@link Lifecycle#IDLE_EXIT} is malformed,
         *     or the property of the minimum uptime is
         * @throws IOException if the operating system refuses
         */
        public Lifecycle start() throws IOException {
            Lifecycle life = new Lifecycle(this);
            life.thread.start();
            return life;
        }

        /** The time without work after which the process ends; empty if it never does. */
        Optional<Duration> idle() {
            return idle == null
                    ? IdleVariable.of(environment)
                    : Optional.of(idle).filter(time -> time.compareTo(UNLIMITED) < 0);
        }

        /** Whether an earlier generation of the program bound the listeners that were passed to this one. */
        boolean isOfBoundListeners() {
            return environment.containsKey(ProcessContext.BOUND);
        }

        private static Duration limited(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException(
                        "The duration must not be negative: " + time + ". Use zero or more.");
            }
            return time.compareTo(UNLIMITED) > 0 ? UNLIMITED : time;
        }
    }
}
