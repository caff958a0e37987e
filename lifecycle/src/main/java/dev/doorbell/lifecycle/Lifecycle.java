package dev.doorbell.lifecycle;

import dev.doorbell.ConnectionHandler;
import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A program's life from its first connection to an end that loses none: it ends when it was idle for a time, since the
 * service manager starts it again for the next connection, and when SIGTERM or SIGINT tells it to.
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
 * <p>What a program takes in is {@link #accept accepted} here, or {@link #await awaited} here, or its server has an
 * {@link Intake}; so Doorbell knows of it before it is taken, and can end the program at a moment when nothing is lost.
 *
 * <p><b>Idle.</b> When no {@link Work} was in progress for the time that was set, nothing more is let in, and what has
 * arrived in that moment is looked for; if there is anything, life goes on. Otherwise the listeners are closed, which
 * keeps the manager's copies listening, the service manager is told, and the program's hook runs. Not where a listener was
 * bound by this process: nobody would start it again.
 *
 * <p><b>Told to stop.</b> Nothing more is let in, the service manager is told, work in progress may go on until the drain
 * deadline, and then everything is closed. What is in the backlog of a listener that was passed stays there for the next
 * process. A second signal is the deadline.
 *
 * <p>A process that lives and does not listen keeps the service manager from starting the next one. So after an end by a
 * signal or idleness, threads that were forgotten and keep the JVM alive 10 seconds after main has returned are named in
 * the log, and it exits with status 0; one that does not come to its end is halted with status 1.
 *
 * <p>Safe for use by several threads.
 */
public final class Lifecycle implements AutoCloseable {
    /**
     * The environment variable with which a unit sets {@link Builder#exitWhenIdle} for a program that does not call it:
     * {@value}, in seconds, such as {@code 300} or {@code 0.5}; {@code 0}, or nothing, is for ever.
     */
    public static final String IDLE_EXIT = "DOORBELL_IDLE_EXIT";

    private final ServiceManager manager;
    private final Gate gate = new Gate();
    private final Admission admission = new Admission(gate);
    private final Course course;

    private Lifecycle(Builder plan) throws IOException {
        manager = plan.manager == null ? Doorbell.serviceManager() : plan.manager;
        course = new Course(plan, manager, gate, admission);
    }

    /**
     * The life of a program that serves on these.
     *
     * @param listeners the listeners, which the life closes at its end; for the caller to close as well does no harm
     * @return a builder
     */
    public static Builder of(Listeners listeners) {
        return new Builder(listeners);
    }

    /** {@return the service manager that is told of this life} */
    public ServiceManager serviceManager() {
        return manager;
    }

    /**
     * Tells the service manager that the program serves: {@link ServiceManager#ready()}. Where the manager cannot be
     * reached, or does not read within 2 seconds, that is logged once and the program goes on, as {@code sd_notify(3)}
     * recommends; the same holds for everything else that a life tells it.
     *
     * @throws dev.doorbell.spi.HandoverException if the manager's address is malformed
     * @throws UnsupportedOperationException if a library is missing that telling takes; the message names it
     * @throws java.io.InterruptedIOException if this thread is interrupted meanwhile, which stays so
     */
    public void ready() throws IOException {
        course.tellReady();
    }

    /**
     * Tells the service manager how the program is, in one line: {@link ServiceManager#status}. A manager that cannot be
     * reached is handled as in {@link #ready()}.
     *
     * @param text the text
     * @throws dev.doorbell.spi.HandoverException if the manager's address is malformed
     * @throws UnsupportedOperationException if a library is missing that telling takes; the message names it
     * @throws java.io.InterruptedIOException if this thread is interrupted meanwhile, which stays so
     */
    public void status(String text) throws IOException {
        course.tellStatus(text);
    }

    /**
     * Marks work that is already in: a request on a connection that stays open in between, or a task that the program gave
     * itself.
     *
     * @return the work, which the caller closes when it is done
     */
    public Work begin() {
        return gate.begin();
    }

    /**
     * Waits until something has arrived at a listener, and begins work on it: the caller then takes one connection, datagram
     * or message, and closes the work when it is done with that. To be used by one thread for each listener, in blocking
     * mode. At a listener that Doorbell bound by itself it does not wait, and the work does not count.
     *
     * @param listener one of this life's listeners
     * @return the work; empty when nothing more is to be taken in
     * @throws java.io.InterruptedIOException if this thread is interrupted, which stays so
     * @throws IOException if the operating system refuses
     */
    public Optional<Work> await(Listener listener) throws IOException {
        return admission.await(listener);
    }

    /**
     * Accepts the next connection, as work in progress. Several threads may accept from one listener. The view of one that
     * a service manager passed is in non-blocking mode from then on: another process that has it may take what has arrived.
     *
     * @param listener one of this life's listeners, of a kind that {@link Listener#accept()} serves
     * @return the connection, which the caller closes; empty when nothing more is to be accepted
     * @throws IllegalStateException if this is a listener of another kind, or it was closed or detached though life goes on
     * @throws java.io.InterruptedIOException if this thread is interrupted, which stays so
     * @throws IOException if accepting fails; the next call may succeed
     */
    public Optional<Accepted> accept(Listener listener) throws IOException {
        return admission.accept(listener);
    }

    /**
     * {@linkplain #accept Accepts} one connection after the other in this thread, until nothing more is to be accepted, the
     * listener is closed or this thread is interrupted. The view of a listener that a service manager passed is in non-blocking
     * mode from then on. A failure to accept is logged and waited out ({@link dev.doorbell.Backoff}). Where the handler fails,
     * its connection is closed; that is logged once until it succeeds again.
     *
     * @param listener one of this life's listeners, of a kind that {@link Listener#accept()} serves
     * @param handler what serves each connection, or hands it on
     * @throws IllegalStateException if this is a listener of another kind, or it was closed or detached before this call
     *     though life goes on
     * @throws java.nio.channels.IllegalBlockingModeException if the program put the view of a connection, or of a listener
     *     that Doorbell bound, into non-blocking mode
     */
    public void acceptAll(Listener listener, ConnectionHandler<? super Accepted> handler) {
        admission.acceptAll(listener, handler);
    }

    /** {@return whether the program is to end: nothing more is let in} */
    public boolean isEnding() {
        return gate.isShut();
    }

    /**
     * Stops as SIGTERM does, without waiting for it; the second time, work in progress is waited for no longer. The JVM is
     * left to the caller.
     */
    public void stop() {
        course.stop();
    }

    /**
     * Waits for the end: the listeners are closed, and the program's hook has run.
     *
     * @return how it came
     * @throws InterruptedException if this thread is interrupted
     * @throws IllegalStateException if this is the life's own thread, which runs the hooks
     */
    public End awaitEnd() throws InterruptedException {
        return course.awaitEnd();
    }

    /**
     * Ends it without waiting for work: the listeners are closed, and the program's hook runs. Where a signal or idleness
     * ends it already, this waits for that end; otherwise signals are handled as before from now on. Does nothing the
     * second time, or on the life's own thread but for what {@link #stop()} does.
     */
    @Override
    public void close() {
        course.close();
    }

    /** Collects how a life is to go. Not safe for use by several threads. */
    public static final class Builder {
        /** Which is for ever, and fits a long of nanoseconds. */
        private static final Duration CENTURY = Duration.ofDays(36_525);

        final Listeners listeners;
        final List<Intake> intakes = new ArrayList<>();
        Duration drain = Duration.ofSeconds(10);
        Hook onEnd = () -> {};

        @Nullable
        Hook onReload;

        @Nullable
        HealthCheck healthCheck;

        /** What a unit may set for the program. */
        Map<String, String> environment = System.getenv();

        private @Nullable Duration idle;

        private @Nullable ServiceManager manager;

        private Builder(Listeners listeners) {
            this.listeners = listeners;
        }

        /**
         * The program ends when nothing was in flight for this time, if every listener was passed by a service manager, and
         * not before the {@linkplain Listeners#minimumUptime() uptime} that the manager expects; the system property
         * {@code doorbell.idle.minimum-uptime} sets another one, in seconds, for a unit with other limits. A program that is not
         * ready at once marks the time until then as work. Where this is not called, the environment variable
         * {@link Lifecycle#IDLE_EXIT} holds.
         *
         * @param time how long; {@link Duration#ZERO} is for ever
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder exitWhenIdle(Duration time) {
            idle = notNegative(time);
            return this;
        }

        /**
         * How long work in progress may go on when the program is told to stop. The service manager is asked for as much.
         *
         * @param deadline how long; {@link Duration#ZERO} is not at all; 10 seconds if this is not called
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder drain(Duration deadline) {
            drain = notNegative(deadline);
            return this;
        }

        /**
         * Where a server that accepts by itself takes in new work. May be called several times.
         *
         * @param intake how to hold it back
         * @return this
         */
        public Builder intake(Intake intake) {
            intakes.add(intake);
            return this;
        }

        /**
         * What the program does when the listeners are closed: end its server, its threads, what it keeps.
         *
         * @param hook what it does; it runs once, on the life's own thread, and the end waits for it, a minute at most
         *     where a signal or idleness ends the program. It waits for no thread that closes this life
         * @return this
         */
        public Builder onEnd(Hook hook) {
            onEnd = hook;
            return this;
        }

        /**
         * What the program does to reload its configuration, when SIGHUP tells it to ({@code systemctl reload} of
         * {@code Type=notify-reload}). The service manager is told before and after, once the program has been
         * {@linkplain Lifecycle#ready() ready}. Without this, SIGHUP ends the JVM.
         *
         * @param hook what it does, on the life's own thread; where it fails, that is logged and told as the status
         * @return this
         */
        public Builder onReload(Hook hook) {
            onReload = hook;
            return this;
        }

        /**
         * Lets a {@link Watchdog} run from the start of the life to its end, if the service manager wants it.
         *
         * @param check whether the program is well; also asked before the program is ready
         * @return this
         */
        public Builder watchdog(HealthCheck check) {
            healthCheck = check;
            return this;
        }

        /**
         * Whom to tell, where that is not {@link Doorbell#serviceManager()}.
         *
         * @param found the service manager
         * @return this
         */
        public Builder serviceManager(ServiceManager found) {
            manager = found;
            return this;
        }

        /**
         * Begins: signals are handled from now on, and the time of idleness counts. The work is done on a daemon thread, so
         * the program's main thread is to {@linkplain Lifecycle#awaitEnd() wait for the end}.
         *
         * @return the life, which the caller closes
         * @throws dev.doorbell.spi.HandoverException if what the service manager set for a watchdog is malformed
         * @throws IllegalArgumentException if {@link #exitWhenIdle} was not called and {@link Lifecycle#IDLE_EXIT} is no
         *     number of seconds
         * @throws IOException if the operating system refuses
         */
        public Lifecycle start() throws IOException {
            Lifecycle life = new Lifecycle(this);
            life.course.start();
            return life;
        }

        Duration idle() {
            return idle == null ? IdleVariable.of(environment) : idle;
        }

        private static Duration notNegative(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("A time was expected, and " + time + " is negative. Use 0 or more.");
            }
            return time.compareTo(CENTURY) > 0 ? CENTURY : time;
        }
    }
}
