package dev.doorbell.handover.generations;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import dev.doorbell.handover.UpgradeException;
import dev.doorbell.handover.upgrade.Generation;
import dev.doorbell.handover.upgrade.Probe;
import dev.doorbell.handover.upgrade.UpgradeTimes;
import dev.doorbell.spi.ProcessContext;
import dev.doorbell.spi.ServiceManager;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A program that upgrades itself: it starts its next generation as a child process with the same listeners, serves on until that
 * is ready, and then ends. Where the next one fails, nothing has changed.
 *
 * <pre>{@code
 * try (Listeners listeners = Doorbell.open(specs);
 *         Generations generations = Generations.of(listeners).build();
 *         Lifecycle life = Lifecycle.of(listeners).onReload(() -> upgrades.execute(this::upgrade)).start()) {
 *     …
 *     life.ready();
 *     life.awaitEnd();
 * }
 *
 * void upgrade() {
 *     try {
 *         Process next = generations.upgrade();
 *         if (!life.stopUnlessEnding()) { // finishes what it has, and exits
 *             next.destroy(); // SIGTERM came meanwhile: the program is to end
 *         }
 *     } catch (IOException | InterruptedException e) {
 *         log(e.getMessage()); // and serves on
 *     }
 * }
 * }</pre>
 *
 * <p>The next generation finds the listeners as those of a service manager, through {@code LISTEN_FDS}, and sends
 * {@code READY=1} to {@code NOTIFY_SOCKET}, which {@code Lifecycle.ready()} does, or answers a probe. Until then, its {@code STATUS=} and
 * {@code EXTEND_TIMEOUT_USEC=} are read too, and anything else is ignored. From then on {@code NOTIFY_SOCKET} leads to the
 * service manager of this process, if it has one. Without one, the notifications of the next generation fail, which Doorbell
 * logs once.
 *
 * <p>systemd is told of the next process by {@code MAINPID=}: that needs {@code Type=notify}, no {@code PIDFile=}, and an
 * {@code ExecStop=} that waits, since systemd kills a main process at once that it has not started: see
 * {@code docs/upgrades.md}. Where the
 * end of this process is that of the program, an upgrade fails before anything is started: without {@code Type=notify}, under
 * launchd and {@code doorbell run}, in process 1 of a container, and under an init or a supervisor that waits for the process
 * which it has started (tini, supervisord, runit, s6). There, use {@code doorbell run --upgrade}. A shell script that starts
 * the program without {@code exec} is not recognized: it ends with its child too.
 *
 * <p>From the start of the next generation on, both accept from the same listeners. The next one must not accept before it can
 * serve: a connection that it has accepted ends with it. Both share the blocking mode of a listener: see {@code docs/upgrades.md}.
 *
 * <p>Linux and macOS, with JNA. Safe for use by several threads.
 */
public final class Generations implements Closeable {
    private final Listeners listeners;
    private final NextProcess next;
    private final UpgradeTimes times;
    private final Optional<Probe> probe;
    private final ManagerHandOver handOver;
    private @Nullable Generation starting;
    private boolean busy;
    private boolean over;

    private Generations(Builder builder) throws IOException {
        listeners = builder.listeners;
        times = new UpgradeTimes(builder.readyTimeout, builder.settle, UpgradeTimes.DEFAULT.stop());
        probe = builder.probe;
        ServiceManager manager = builder.manager == null ? Doorbell.serviceManager() : builder.manager;
        next = new NextProcess(
                builder.command.isEmpty() ? OwnCommand.read() : builder.command, listeners.all(), manager);
        handOver = new ManagerHandOver(manager, builder.manager != null, ProcessContext.current());
    }

    /**
     * Begins to describe the generations of a program.
     *
     * @param listeners the listeners to pass on, under their names; they stay the caller's
     * @return a builder
     */
    public static Builder of(Listeners listeners) {
        return new Builder(listeners);
    }

    /**
     * Starts the next generation, and waits until it serves: it is ready, and has stayed alive for the settle time. Then this
     * process is to end: it accepts nothing more, finishes what it has, and exits. UNIX paths that Doorbell made here stay. If
     * this process was told to end meanwhile, so is the next one to be: by {@link ChildProcess#destroy()}. Not to be called on the
     * thread of the hook of {@code onReload}, which handles SIGTERM too.
     *
     * @return the process of the next generation, which goes on when this one ends
     * @throws UpgradeException if this process serves on, and no process group of a next generation is left:
     *     <ul>
     *       <li>the next generation could not be started, was not ready in time, or has ended
     *       <li>{@link #close} was called
     *       <li>an upgrade is in progress, or has succeeded before
     *       <li>this process has not taken over itself yet
     *       <li>the end of this process would be that of the service
     *       <li>a listener was closed or detached, or has no channel
     *     </ul>
     *
     * @throws UnsupportedOperationException on other systems than Linux and macOS, or if JNA is missing
     * @throws IOException if the operating system refuses a descriptor, or a socket for the notifications
     * @throws InterruptedException if this thread is interrupted: as of {@link UpgradeException}
     */
    public ChildProcess upgrade() throws IOException, InterruptedException {
        begin();
        boolean serves = false;
        try {
            ChildProcess process = startNext();
            serves = true;
            handOver.confirm();
            listeners.all().forEach(listener -> listener.removeOnClose(false));
            return process;
        } finally {
            end(serves);
        }
    }

    private synchronized void begin() throws UpgradeException {
        if (busy || over) {
            throw new UpgradeException(
                    over ? "this process has been upgraded, or is being stopped" : "an upgrade is in progress");
        }
        busy = true;
    }

    private synchronized void end(boolean served) {
        busy = false;
        over |= served;
        starting = null;
        notifyAll();
    }

    private ChildProcess startNext() throws IOException, InterruptedException {
        handOver.check();
        NotifyPath path = NotifyPath.create();
        boolean serves = false;
        try {
            Generation generation = register(next.start(path, handOver.address()));
            try {
                generation.awaitServing(times, probe);
                handOver.to(generation, path);
                serves = true;
                return generation.process();
            } finally {
                if (!serves) {
                    generation.discard(times, false);
                }
            }
        } finally {
            if (!serves) {
                path.remove();
            }
        }
    }

    private synchronized Generation register(Generation generation) {
        starting = generation;
        if (over) {
            generation.cancel();
        }
        return generation;
    }

    /** Gives up an upgrade that is in progress, waits until its process has ended, and lets no further one begin. */
    @Override
    public synchronized void close() {
        over = true;
        if (starting != null) {
            starting.cancel();
        }
        boolean interrupted = false;
        while (busy) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The description of a program's generations. */
    public static final class Builder {
        private final Listeners listeners;
        private List<String> command = List.of();
        private Duration readyTimeout = UpgradeTimes.DEFAULT.ready();
        private Duration settle = UpgradeTimes.DEFAULT.settle();
        private Optional<Probe> probe = Optional.empty();

        @Nullable
        private ServiceManager manager;

        private Builder(Listeners listeners) {
            this.listeners = listeners;
        }

        /**
         * Sets the command of the next generation. It is the one of this process by default.
         *
         * @param next the program, by a path or a name that {@code PATH} leads to, and its arguments; not empty
         * @return this
         * @throws IllegalArgumentException as of {@link Handover#Handover}
         */
        public Builder command(List<String> next) {
            command = List.copyOf(next);
            Handover unused = new Handover(command);
            return this;
        }

        /**
         * Sets a command that decides whether the next generation is ready: it is run until it exits with 0, each time for 5 s
         * at most. {@code READY=1} is then not enough, and not needed. The command finds the pid in {@code MAINPID}.
         *
         * @param test the program and its arguments; not empty
         * @return this
         * @throws IllegalArgumentException if it is empty
         */
        public Builder probe(List<String> test) {
            if (test.isEmpty()) {
                throw new IllegalArgumentException(
                        "expected the command of a probe, got an empty one. Give a program, and its arguments after it.");
            }
            probe = Optional.of(new Probe(List.copyOf(test)));
            return this;
        }

        /**
         * Sets how long the next generation may take until it is ready; {@code EXTEND_TIMEOUT_USEC=} extends it.
         *
         * @param time more than zero; 90 s by default
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder readyTimeout(Duration time) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("expected a time of more than zero, got " + time + ".");
            }
            readyTimeout = time;
            return this;
        }

        /**
         * Sets how long the next generation has to stay alive when it is ready, until the upgrade has succeeded.
         *
         * @param time zero or more; 1 s by default
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder settle(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException(
                        "The duration must not be negative: " + time + ". Use zero or more.");
            }
            settle = time;
            return this;
        }

        /**
         * Sets the service manager that is told of the next process.
         *
         * @param found the service manager; {@link Doorbell#serviceManager()} if this method is not called
         * @return this
         */
        public Builder serviceManager(ServiceManager found) {
            manager = found;
            return this;
        }

        /**
         * Builds the generations.
         *
         * @return what was described, which the caller closes
         * @throws IllegalStateException if no command was set, and the system does not tell the one of this process
         * @throws IOException if the command of this process cannot be read
         */
        public Generations build() throws IOException {
            return new Generations(this);
        }
    }
}
