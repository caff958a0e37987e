package dev.doorbell.junit;

import dev.doorbell.Listener;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import dev.doorbell.handover.activation.ActivationEvents;
import dev.doorbell.handover.notify.NotifySocket;
import dev.doorbell.handover.notify.ServiceStatus;
import dev.doorbell.handover.notify.StoredDescriptors;
import dev.doorbell.junit.resources.Leftovers;
import dev.doorbell.junit.resources.ResourceReaper;
import dev.doorbell.junit.resources.Resources;
import dev.doorbell.junit.resources.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A program under the kit, from when its listeners are bound until everything of it is gone. */
final class ActiveProgram implements ActivationEvents, Closeable {
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final Settings settings;
    private final Resources resources;
    private final Workspace workspace;
    private final HeldListeners held;
    private final List<Listener> passed = new ArrayList<>();
    private final ProgramOutput output;
    private final ProgramRuns runs;
    private final StoredDescriptors store;
    private final NotifySocket notifySocket;
    private final Activation activation;
    private volatile List<ChildProcess> stopped = List.of();

    private ActiveProgram(Settings settings, Resources resources) throws IOException {
        this.settings = settings;
        this.resources = resources;
        workspace = resources.add(Workspace.create());
        held = resources.add(HeldListeners.bind(settings.specs, workspace));
        if (settings.shared.isPresent()) {
            passed.addAll(settings.shared.get().program().passed());
        }
        passed.addAll(held.all());
        checkPassed();
        output = new ProgramOutput(workspace.path(".output"));
        runs = new ProgramRuns(settings.watchdog);
        store = resources.add(new StoredDescriptors(settings.storeCapacity));
        notifySocket = resources.add(NotifySocket.bind(workspace.path(".notify"), notification -> {
            store.apply(notification);
            runs.notified(notification);
        }));
        activation = resources.add(
                new Activation(settings, passed, held, runs, () -> ProgramCommand.of(settings, output), this));
    }

    /** Binds the listeners, and waits for the first arrival. */
    static ActiveProgram start(Settings settings) throws IOException {
        checkCommand(settings, settings.command);
        Resources resources = new Resources();
        ActiveProgram program;
        try {
            program = new ActiveProgram(settings, resources);
            program.activation.start();
        } catch (IOException | RuntimeException | Error e) {
            resources.closeAfter(e);
            throw e;
        }
        if (settings.atOnce) {
            program.activation.request();
            program.awaitStart();
        }
        return program;
    }

    /** Only where the directory is this JVM's: that of the program is entered when it starts. */
    static void checkCommand(Settings settings, List<String> command) throws IOException {
        if (settings.directory.isEmpty() && !command.isEmpty()) {
            Handover check = new Handover(command);
            ProgramEnvironment.apply(settings.environment, check);
            check.checkCommand();
        }
    }

    private void awaitStart() throws IOException {
        try {
            boolean unused =
                    runs.await(() -> runs.starts() > 0 || runs.failure().isPresent(), settings.timeout);
        } catch (InterruptedException e) {
            try (ActiveProgram unfinished = this) {
                throw new InterruptedIOException(
                        "The thread was interrupted while " + unfinished.settings.command + " was started.");
            } finally {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void checkPassed() {
        if (settings.acceptEach && settings.shared.isPresent()) {
            throw new IllegalStateException(
                    "acceptEach() accepts only from its own listeners. Leave sharing() or acceptEach() out.");
        }
        if (settings.acceptEach && settings.atOnce) {
            throw new IllegalStateException(
                    "acceptEach() starts a program for each connection. Leave atOnce() or acceptEach() out.");
        }
        if (settings.inetd && !settings.acceptEach && passed.size() != 1) {
            throw new IllegalStateException(
                    "inetd() passes one socket, got " + passed + ". Listen on one address, or add acceptEach().");
        }
    }

    @Override
    public void starting(Handover handover) throws IOException {
        handover.processGroup();
        environment().apply(handover);
        if (!settings.inetd) {
            store.pass(handover);
        }
        runs.starting(settings.acceptEach || activation.hasArrival());
    }

    @Override
    public void started(ChildProcess child, String reason) {
        reaper().started(child.pid());
        Watchdog.start(child, runs.started(child), settings.timeout);
    }

    /** Receives first what the program has sent, so that the next run is not taken for its sender. */
    @Override
    public void ended(ChildProcess child) {
        reaper().ended(child.pid());
        try {
            drain();
        } catch (UncheckedIOException e) {
            if (!activation.isStopping()) {
                throw e;
            }
            // the test ends, and asks for no notification any more
        } finally {
            if (stopped.contains(child)) {
                store.close();
            }
            runs.ended(child);
        }
    }

    @Override
    public void waiting() {}

    @Override
    public void failed(String message) {
        runs.failed(new IOException(message));
    }

    private static ResourceReaper reaper() {
        try {
            return ResourceReaper.instance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until what was sent to the notify socket is received. */
    void drain() {
        try {
            notifySocket.drain(DRAIN);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot receive the notifications of the program", e);
        }
    }

    ProgramEnvironment environment() {
        return new ProgramEnvironment(
                workspace.path(""), notifySocket.address(), settings.watchdog, settings.environment);
    }

    /** {@return a path in the directory of this program} */
    Path path(String name) {
        return workspace.path(name);
    }

    Settings settings() {
        return settings;
    }

    Activation activation() {
        return activation;
    }

    HeldListeners held() {
        return held;
    }

    /** {@return the listeners in the order of their descriptors} */
    List<Listener> passed() {
        return passed;
    }

    ProgramOutput output() {
        return output;
    }

    ProgramRuns runs() {
        return runs;
    }

    StoredDescriptors store() {
        return store;
    }

    /** {@return whether the program that was started last serves} */
    boolean isReady() {
        if (settings.acceptEach) {
            return runs.starts() > 0;
        }
        return !runs.running().isEmpty()
                && (runs.status().state() != ServiceStatus.State.STARTING
                        || (runs.hasArrival() && !activation.hasArrival()));
    }

    /** {@return whether the program was started for everything that has arrived} */
    boolean hasStarted() {
        boolean waits = activation.hasArrival(); // before: a program that starts takes it
        return !runs.running().isEmpty() || (runs.starts() > 0 && !waits);
    }

    /** {@return whether the program has ended, and nothing waits for its next run} */
    boolean hasEndedInVain() {
        boolean waits = activation.hasArrival(); // before: a program that starts takes it
        return !waits && runs.starts() > 0 && runs.running().isEmpty() && !settings.acceptEach;
    }

    /** Empties the descriptor store when these processes have ended, and before the next start. */
    void stopping(List<ChildProcess> processes) {
        stopped = processes;
    }

    /** Ends everything: no program is started from now on, and none runs when it returns. */
    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted(); // such a thread cannot read a file
        try {
            activation.stop();
        } finally {
            interrupted |= activation.awaitEnd();
            Leftovers.kill(workspace.path(""));
            try {
                resources.close();
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
