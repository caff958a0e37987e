package dev.doorbell.junit;

import dev.doorbell.Listener;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import dev.doorbell.handover.activation.ActivationEvents;
import dev.doorbell.handover.activation.Activity;
import dev.doorbell.handover.activation.Children;
import dev.doorbell.handover.activation.ConnectionActivator;
import dev.doorbell.handover.activation.Launcher;
import dev.doorbell.handover.activation.ListenerActivator;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program under the kit, from when its listeners are bound until everything of it is gone. */
final class ActiveProgram implements ActivationEvents, Closeable {
    private static final int SIGKILL = 9;
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
    private final Children children = new Children();
    private volatile List<ChildProcess> stopped = List.of();
    private final Activity activity;
    private final Thread thread = new Thread(this::run, "doorbell-activator");

    private ActiveProgram(Settings settings, Resources resources) throws IOException {
        this.settings = settings;
        this.resources = resources;
        workspace = resources.add(Workspace.create());
        held = resources.add(HeldListeners.bind(settings.specs, workspace));
        if (settings.shared.isPresent()) {
            passed.addAll(settings.shared.get().program().passed());
        }
        passed.addAll(held.listeners().all());
        checkPassed();
        output = new ProgramOutput(workspace.path(".output"));
        runs = new ProgramRuns(settings.watchdog);
        store = resources.add(new StoredDescriptors(settings.storeCapacity));
        notifySocket = resources.add(NotifySocket.bind(workspace.path(".notify"), notification -> {
            store.apply(notification);
            runs.notified(notification);
        }));
        activity = resources.add(activity());
        thread.setDaemon(true);
    }

    /** Binds the listeners, and waits for the first arrival. */
    static ActiveProgram start(Settings settings) throws IOException {
        if (settings.directory.isEmpty()) {
            Handover check = new Handover(settings.command);
            ProgramEnvironment.apply(settings.environment, check);
            check.checkCommand();
        }
        Resources resources = new Resources();
        ActiveProgram program;
        try {
            program = new ActiveProgram(settings, resources);
            program.thread.start();
        } catch (IOException | RuntimeException | Error e) {
            resources.closeAfter(e);
            throw e;
        }
        if (settings.atOnce) {
            program.awaitStart();
        }
        return program;
    }

    private void awaitStart() throws IOException {
        try {
            boolean unused =
                    runs.await(() -> runs.starts() > 0 || runs.failure().isPresent(), settings.timeout);
        } catch (InterruptedException e) {
            try (ActiveProgram unfinished = this) {
                throw new InterruptedIOException(
                        "The thread was interrupted while " + unfinished.settings.command.get(0) + " was started.");
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

    private Activity activity() throws IOException {
        Launcher launcher = new Launcher(ProgramCommand.of(settings, output), children, this);
        if (settings.acceptEach) {
            return new ConnectionActivator(launcher, held.listeners(), Integer.MAX_VALUE);
        }
        ListenerActivator activator = new ListenerActivator(launcher, passed, Optional.of(settings.startLimit));
        if (settings.atOnce) {
            activator.request();
        }
        return activator;
    }

    private void run() {
        try {
            int unused = activity.run();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            refuse();
            runs.failed(e);
        }
    }

    /** Clients are not kept waiting for a program that is not started any more: a failed socket unit is closed too. */
    private void refuse() {
        try {
            activity.close();
            held.close();
        } catch (IOException e) {
            runs.failed(e);
        }
    }

    @Override
    public void starting(Handover handover) throws IOException {
        handover.processGroup();
        environment().apply(handover);
        if (!settings.inetd) {
            store.pass(handover);
        }
        runs.starting(settings.acceptEach || hasArrival());
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
            if (!children.stopping()) {
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

    /** {@return whether something has arrived that no program has taken} */
    boolean hasArrival() {
        try {
            return activity instanceof ListenerActivator activator && activator.hasArrival();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return whether the program that was started last serves} */
    boolean isReady() {
        if (settings.acceptEach) {
            return runs.starts() > 0;
        }
        return !runs.running().isEmpty()
                && (runs.status().state() != ServiceStatus.State.STARTING || (runs.hasArrival() && !hasArrival()));
    }

    /** {@return whether the program has ended, and nothing waits for its next run} */
    boolean hasEndedInVain() {
        boolean waits = hasArrival(); // before: a program that starts takes it
        return !waits && runs.starts() > 0 && runs.running().isEmpty() && !settings.acceptEach;
    }

    /** Empties the descriptor store when these processes have ended, and before the next start. */
    void stopping(List<ChildProcess> processes) {
        stopped = processes;
    }

    /** Starts the program without an arrival. */
    void request() {
        if (activity instanceof ListenerActivator activator) {
            activator.request();
        }
    }

    /** A start that the test has caused does not count for the limit. */
    void resetStartLimit() {
        if (activity instanceof ListenerActivator activator) {
            activator.resetStartLimit();
        }
    }

    /** Ends everything: no program is started from now on, and none runs when it returns. */
    @Override
    public void close() throws IOException {
        if (children.stop(0)) {
            activity.stop();
        }
        runs.launched();
        boolean interrupted = Thread.interrupted(); // such a thread cannot read a file
        try {
            for (ChildProcess child : children.running()) {
                child.signal(SIGKILL);
            }
        } finally {
            interrupted |= awaitThread();
            runs.launched();
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

    /** Waits until no program is started any more. {@return whether the thread was interrupted meanwhile} */
    private boolean awaitThread() {
        boolean interrupted = false;
        long end = System.nanoTime() + Waits.AFTER_SIGKILL.toNanos();
        while (thread.isAlive() && end - System.nanoTime() > 0) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
