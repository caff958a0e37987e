package dev.doorbell.handover.activation;

import dev.doorbell.Listener;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Passes all listeners to one program at a time, which accepts: {@code Accept=no} of systemd. */
public final class ListenerActivator implements Activity {
    /** The reason of a start without an arrival. */
    public static final String REQUESTED = "at once";

    private final Launcher launcher;
    private final List<Listener> listeners;
    private final Optional<StartLimit> restart;
    private final WatchedListeners arrivals;
    private final Serving serving;
    private volatile boolean requested;
    private volatile boolean forgiven;

    /**
     * Watches listeners, which remain the caller's.
     *
     * @param launcher starts the program
     * @param listeners the listeners, in the order in which they are passed
     * @param restart how often the program may be started again after it has ended; empty if it is started once
     * @throws IOException if the operating system refuses
     */
    public ListenerActivator(Launcher launcher, List<Listener> listeners, Optional<StartLimit> restart)
            throws IOException {
        this(launcher, listeners, restart, (handovers, reason) -> runOnce(launcher, handovers, reason));
    }

    /**
     * Watches listeners for a program that is supervised.
     *
     * @param launcher starts the program
     * @param listeners the listeners, in the order in which they are passed
     * @param restart how often the program may be started again after it has ended; empty if it is started once
     * @param program runs it
     * @throws IOException if the operating system refuses
     */
    public ListenerActivator(
            Launcher launcher, List<Listener> listeners, Optional<StartLimit> restart, SupervisedProgram program)
            throws IOException {
        this(launcher, listeners, restart, (Serving) program);
    }

    private ListenerActivator(
            Launcher launcher, List<Listener> listeners, Optional<StartLimit> restart, Serving serving)
            throws IOException {
        this.launcher = launcher;
        this.listeners = listeners;
        this.restart = restart;
        this.serving = serving;
        this.arrivals = new WatchedListeners(listeners);
    }

    private static int runOnce(Launcher launcher, Serving.Handovers handovers, String reason)
            throws IOException, InterruptedException {
        ChildProcess child = launcher.start(handovers.next(true), reason);
        return child == null ? launcher.children().status() : launcher.await(child);
    }

    /**
     * {@return whether something has arrived that no program has taken}
     *
     * @throws IOException if the operating system refuses
     */
    public boolean hasArrival() throws IOException {
        return arrivals.isPending();
    }

    /** Forgets the starts that count for the limit, as {@code systemctl reset-failed} does. */
    public void resetStartLimit() {
        forgiven = true;
    }

    /** Starts the program without an arrival: at once, or when the one that runs has ended. */
    public void request() {
        requested = true;
        arrivals.wakeup();
    }

    @Override
    public void stop() {
        arrivals.wakeup();
        serving.stop();
    }

    /**
     * Runs the program, once or as often as it may be restarted.
     *
     * @return the exit status of the last run, or that of the stop that came while none was running
     * @throws StartLimitExceeded if it ends faster than it may be started
     * @throws IOException if the operating system refuses
     */
    @Override
    public int run() throws IOException, InterruptedException {
        String reason = awaitReason();
        if (reason == null) {
            return launcher.children().status();
        }
        int status = restart.isEmpty() ? serving.run(this::handover, reason) : keepRunning(reason, restart.get());
        // an old generation may still end
        launcher.children().awaitAll();
        return status;
    }

    private int keepRunning(String first, StartLimit limit) throws IOException, InterruptedException {
        StartLimit.Counter starts = limit.counter();
        String reason = first;
        int status = 0;
        while (reason != null) {
            if (forgiven) {
                forgiven = false;
                starts = limit.counter();
            }
            if (!starts.permits(System.nanoTime())) {
                // an old generation may still end
                launcher.children().awaitAll();
                throw new StartLimitExceeded(limit, status, reason);
            }
            status = serving.run(this::handover, reason);
            if (launcher.children().stopping()) {
                return status;
            }
            launcher.events().waiting();
            reason = awaitReason();
        }
        return launcher.children().status();
    }

    /** {@return what the program is started for; null if it is not started any more} */
    private @Nullable String awaitReason() throws IOException {
        while (!launcher.children().stopping()) {
            if (requested) {
                requested = false;
                return REQUESTED;
            }
            OptionalInt arrived = arrivals.await();
            if (arrived.isPresent()) {
                requested = false; // one start answers both
                return "something on " + listeners.get(arrived.getAsInt());
            }
            if (Thread.currentThread().isInterrupted()) {
                return null;
            }
        }
        return null;
    }

    private Handover handover(boolean alone) throws IOException {
        Program program = launcher.program();
        Handover handover = program.handover();
        List<Integer> numbers = arrivals.numbers();
        for (int i = 0; i < numbers.size(); i++) {
            if (alone) {
                // the previous program may have made the open file non-blocking
                RawDescriptors.block(numbers.get(i));
            }
            program.pass(handover, listeners.get(i).name(), numbers.get(i));
        }
        return handover;
    }

    @Override
    public void close() throws IOException {
        arrivals.close();
    }
}
