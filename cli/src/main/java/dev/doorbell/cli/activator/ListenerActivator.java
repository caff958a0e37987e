package dev.doorbell.cli.activator;

import dev.doorbell.Listener;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Passes all listeners to one program, which accepts: {@code Accept=no} of systemd. */
final class ListenerActivator implements Activity {
    private final Activation.Listening mode;
    private final Launcher launcher;
    private final Children children;
    private final ActivatorLog log;
    private final List<Listener> listeners;
    private final WatchedListeners arrivals;

    /** Watches listeners, which remain the caller's. */
    ListenerActivator(
            Activation.Listening mode, Launcher launcher, Children children, ActivatorLog log, List<Listener> listeners)
            throws IOException {
        this.mode = mode;
        this.launcher = launcher;
        this.children = children;
        this.log = log;
        this.listeners = listeners;
        this.arrivals = new WatchedListeners(listeners);
    }

    @Override
    public void stop() {
        arrivals.wakeup();
    }

    /**
     * Runs the program, once or as often as it may be restarted.
     *
     * @return the exit status of the last run, or that of the signal that came while none was running
     * @throws IOException if it ends faster than it may be started, or the operating system refuses
     */
    @Override
    public int run() throws IOException, InterruptedException {
        String reason = mode.now() ? "at once" : awaitArrival();
        if (reason == null) {
            return children.status();
        }
        return mode.restart().isEmpty()
                ? runOnce(reason)
                : keepRunning(reason, mode.restart().get());
    }

    private int runOnce(String reason) throws IOException, InterruptedException {
        ChildProcess child = launcher.start(handover(), reason);
        return child == null ? children.status() : launcher.await(child);
    }

    private int keepRunning(String first, StartLimit limit) throws IOException, InterruptedException {
        StartLimit.Counter starts = limit.counter();
        String reason = first;
        int status = 0;
        while (reason != null) {
            if (!starts.permits(System.nanoTime())) {
                throw limit.exceeded(status, reason);
            }
            status = runOnce(reason);
            if (children.stopping()) {
                return status;
            }
            log.info("waiting for the next connection");
            reason = awaitArrival();
        }
        return children.status();
    }

    /** {@return a description of the arrival; null if a signal has requested the end} */
    private @Nullable String awaitArrival() throws IOException {
        OptionalInt arrived = children.stopping() ? OptionalInt.empty() : arrivals.await();
        return arrived.isPresent() ? "something on " + listeners.get(arrived.getAsInt()) : null;
    }

    private Handover handover() throws IOException {
        Handover handover = launcher.handover();
        List<Integer> numbers = arrivals.numbers();
        for (int i = 0; i < numbers.size(); i++) {
            // the previous program may have made the open file non-blocking
            RawDescriptors.block(numbers.get(i));
            launcher.pass(handover, listeners.get(i).name(), numbers.get(i));
        }
        return handover;
    }

    @Override
    public void close() throws IOException {
        arrivals.close();
    }
}
