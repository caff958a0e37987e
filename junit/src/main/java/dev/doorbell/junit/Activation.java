package dev.doorbell.junit;

import dev.doorbell.Listener;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.activation.ActivationEvents;
import dev.doorbell.handover.activation.Activity;
import dev.doorbell.handover.activation.Children;
import dev.doorbell.handover.activation.ConnectionActivator;
import dev.doorbell.handover.activation.Launcher;
import dev.doorbell.handover.activation.ListenerActivator;
import dev.doorbell.handover.activation.Program;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The thread that waits for arrivals, and starts the program for them. */
final class Activation implements Closeable {
    private static final int SIGKILL = 9;

    private final HeldListeners held;
    private final ProgramRuns runs;
    private final Children children = new Children();
    private final Activity activity;

    /** The activity, if one program at a time accepts; empty where each connection has its own. */
    private final Optional<ListenerActivator> restarting;

    private final Thread thread = new Thread(this::run, "doorbell-activator");

    /** Watches the listeners, and starts nothing yet. */
    Activation(
            Settings settings,
            List<Listener> passed,
            HeldListeners held,
            ProgramRuns runs,
            Supplier<Program> program,
            ActivationEvents events)
            throws IOException {
        this.held = held;
        this.runs = runs;
        Launcher launcher = new Launcher(program, children, events);
        if (settings.acceptEach) {
            restarting = Optional.empty();
            activity = new ConnectionActivator(launcher, held.all(), held, Integer.MAX_VALUE);
        } else {
            ListenerActivator activator = new ListenerActivator(launcher, passed, Optional.of(settings.startLimit));
            restarting = Optional.of(activator);
            activity = activator;
        }
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
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

    /** {@return whether something has arrived that no program has taken} */
    boolean hasArrival() {
        try {
            return restarting.isPresent() && restarting.get().hasArrival();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the program without an arrival. */
    void request() {
        restarting.ifPresent(ListenerActivator::request);
    }

    /** A start that the test has caused does not count for the limit. */
    void resetStartLimit() {
        restarting.ifPresent(ListenerActivator::resetStartLimit);
    }

    boolean isStopping() {
        return children.stopping();
    }

    /** Starts no program from now on, and kills those that run. */
    void stop() throws IOException {
        if (children.stop(0)) {
            activity.stop();
        }
        runs.launched();
        for (ChildProcess child : children.running()) {
            child.signal(SIGKILL);
        }
    }

    /** Waits until no program is started any more. {@return whether the thread was interrupted meanwhile} */
    boolean awaitEnd() {
        boolean interrupted = false;
        long end = System.nanoTime() + Waits.AFTER_SIGKILL.toNanos();
        while (thread.isAlive() && end - System.nanoTime() > 0) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        runs.launched();
        return interrupted;
    }

    @Override
    public void close() throws IOException {
        activity.close();
    }
}
