package dev.doorbell.handover.generations;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import dev.doorbell.handover.UpgradeException;
import dev.doorbell.handover.upgrade.Generation;
import dev.doorbell.handover.upgrade.UpgradeTimes;
import dev.doorbell.spi.ProcessContext;
import dev.doorbell.spi.ServiceManager;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
 *         generations.upgrade();
 *         life.stop(); // finishes what it has, and exits
 *     } catch (IOException e) {
 *         log(e.getMessage()); // and serves on
 *     }
 * }
 * }</pre>
 *
 * <p>The next generation finds the listeners as those of a service manager, through {@code LISTEN_FDS}, and sends
 * {@code READY=1} to {@code NOTIFY_SOCKET}, which {@code Lifecycle.ready()} does. Until then, its {@code STATUS=} and
 * {@code EXTEND_TIMEOUT_USEC=} are read too, and anything else is ignored. From then on {@code NOTIFY_SOCKET} leads to the
 * service manager of this process, if it has one at a path. Without one, the notifications of the next generation fail when this
 * process has ended, which Doorbell logs once.
 *
 * <p>systemd is told of the next process by {@code MAINPID=}: that needs {@code Type=notify}, and no {@code PIDFile=}. launchd
 * and {@code doorbell run} take the end of this process for that of the program: use {@code doorbell run --upgrade}.
 *
 * <p>From the start of the next generation on, both accept from the same listeners. The next one must not accept before it can
 * serve: a connection that it has accepted ends with it. Both share the blocking mode of a listener: see {@code docs/upgrades.md}.
 *
 * <p>Linux and macOS, with JNA. Safe for use by several threads.
 */
public final class Generations implements Closeable {
    private static final Duration LONGEST_BARRIER = Duration.ofSeconds(2);

    private final Listeners listeners;
    private final List<String> command;
    private final UpgradeTimes times;
    private final ServiceManager manager;
    private @Nullable Generation next;
    private boolean busy;
    private boolean over;

    private Generations(Builder builder) throws IOException {
        listeners = builder.listeners;
        command = builder.command.isEmpty() ? OwnCommand.read() : builder.command;
        times = new UpgradeTimes(builder.readyTimeout, builder.settle, UpgradeTimes.DEFAULT.stop());
        manager = builder.manager == null ? Doorbell.serviceManager() : builder.manager;
        NotifyPath.ofThisProcess()
                .ifPresent(
                        path -> Runtime.getRuntime().addShutdownHook(new Thread(path::remove, "doorbell-generation")));
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
     * process is to end: it accepts nothing more, finishes what it has, and exits. UNIX paths that Doorbell made here stay.
     *
     * @return the process of the next generation, which goes on when this one ends
     * @throws UpgradeException if the next generation could not be started, was not ready in time or has ended, or
     *     {@link #close} was called: its process group has ended, and this process serves on. Also if an upgrade is in
     *     progress, or has succeeded before
     * @throws UnsupportedOperationException on other systems than Linux and macOS, or if JNA is missing
     * @throws IllegalStateException if a listener is closed
     * @throws IOException if the operating system refuses a descriptor, or a socket for the notifications
     * @throws InterruptedException if this thread is interrupted: as of {@link UpgradeException}
     */
    public ChildProcess upgrade() throws IOException, InterruptedException {
        begin();
        boolean served = false;
        try {
            ChildProcess process = startNext();
            served = true;
            return process;
        } finally {
            end(served);
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
        next = null;
        notifyAll();
    }

    private ChildProcess startNext() throws IOException, InterruptedException {
        NotifyPath path = NotifyPath.create();
        boolean served = false;
        try {
            Generation generation = start(path);
            try {
                generation.awaitServing(times, Optional.empty());
                hand(generation, path);
                served = true;
                return generation.process();
            } finally {
                if (!served) {
                    generation.discard(times);
                }
            }
        } finally {
            if (!served) {
                path.remove();
            }
        }
    }

    private Generation start(NotifyPath path) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try {
            Handover handover = new Handover(command).processGroup();
            for (Listener listener : listeners.all()) {
                int number = RawDescriptors.duplicate(listener.channel());
                numbers.add(number);
                handover.pass(listener.name(), number);
            }
            if (areBound()) {
                handover.environment(ProcessContext.BOUND, "1");
            }
            // never null: the process is started in any case
            Generation generation = Generation.start(
                    handover, path.socket(), Optional.empty(), times.stop(), notification -> {}, this::start);
            return register(Objects.requireNonNull(generation));
        } catch (IOException e) {
            throw new UpgradeException("cannot start the next generation: " + e.getMessage(), e);
        } finally {
            for (int number : numbers) {
                RawDescriptors.close(number);
            }
        }
    }

    /** Whether this process or an earlier generation bound one of the listeners, so that no manager starts another for it. */
    private boolean areBound() {
        return ProcessContext.current().variable(ProcessContext.BOUND).isPresent()
                || listeners.all().stream()
                        .anyMatch(listener -> !listener.origin().inherited());
    }

    /** The watchdog is the manager's, whose messages this process does not get. */
    private ChildProcess start(Handover handover) throws IOException {
        manager.watchdogInterval()
                .ifPresent(time ->
                        handover.environment("WATCHDOG_USEC", String.valueOf(TimeUnit.MICROSECONDS.convert(time))));
        return handover.start();
    }

    private synchronized Generation register(Generation generation) {
        next = generation;
        if (over) {
            generation.cancel();
        }
        return generation;
    }

    /** From here on, the next generation is the program: unless the manager knows, it ends both with this process. */
    private void hand(Generation generation, NotifyPath path) throws IOException {
        Optional<Path> socket = NotifyPath.ofManager();
        if (socket.isPresent()) {
            path.linkTo(socket.get());
        }
        if (!NotifyPath.isLeftOver()) {
            tell(message(generation));
        }
        listeners.all().forEach(Listener::keepFiles);
    }

    private void tell(String[] message) throws IOException {
        manager.send(message);
        try {
            manager.barrier(LONGEST_BARRIER);
        } catch (IOException slow) {
            // the message is in the manager's queue
        }
    }

    /** The notifications of the next generation have reached only this process. */
    private static String[] message(Generation generation) {
        List<String> message =
                new ArrayList<>(List.of("MAINPID=" + generation.process().pid(), "READY=1"));
        if (!generation.status().text().isEmpty()) {
            message.add("STATUS=" + generation.status().text());
        }
        return message.toArray(String[]::new);
    }

    /** Gives up an upgrade that is in progress, waits until its process has ended, and lets no further one begin. */
    @Override
    public synchronized void close() {
        over = true;
        if (next != null) {
            next.cancel();
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
         * Sets how long the next generation may take until it is ready; {@code EXTEND_TIMEOUT_USEC=} extends it.
         *
         * @param time more than zero; 90 s by default
         * @return this
         */
        public Builder readyTimeout(Duration time) {
            readyTimeout = time;
            return this;
        }

        /**
         * Sets how long the next generation has to stay alive when it is ready, until the upgrade has succeeded.
         *
         * @param time zero or more; 1 s by default
         * @return this
         */
        public Builder settle(Duration time) {
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
         * Builds it.
         *
         * @return the generations, which the caller closes
         * @throws IllegalStateException if no command was set, and the system does not tell the one of this process
         * @throws IOException if the command of this process cannot be read
         */
        public Generations build() throws IOException {
            return new Generations(this);
        }
    }
}
