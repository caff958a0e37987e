package dev.doorbell.handover.activation;

import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The running programs of an {@link Activity}. Its lock orders starts, ends and stops: a caller that holds it sees no program
 * that is half started.
 */
public final class Children {
    private final Set<ChildProcess> running = new LinkedHashSet<>();
    private final Set<ChildProcess> retired = new HashSet<>();
    private @Nullable Integer status;

    /** No programs yet. */
    public Children() {}

    /**
     * Starts a program, unless {@link #stop} was called.
     *
     * @return the process; null if none was started
     */
    synchronized @Nullable ChildProcess start(Handover handover) throws IOException {
        if (stopping()) {
            return null;
        }
        ChildProcess child = handover.start();
        running.add(child);
        return child;
    }

    /** Removes a program that has ended. */
    synchronized void ended(ChildProcess child) {
        running.remove(child);
        retired.remove(child);
        notifyAll();
    }

    /**
     * Notes that a program is about to be told to end, since another one serves. A second signal would end it before its clients.
     *
     * @return whether it is to be told; false if all programs were told to end already
     */
    synchronized boolean retire(ChildProcess child) {
        if (!stopping() && running.contains(child)) {
            retired.add(child);
        }
        return !stopping();
    }

    synchronized void awaitAll() throws InterruptedException {
        while (!running.isEmpty()) {
            wait();
        }
    }

    /**
     * Lets no further program start.
     *
     * @param exitStatus the result of {@link Activity#run()} where no program runs
     * @return whether this is the first call, after which the caller calls {@link Activity#stop()}
     */
    public synchronized boolean stop(int exitStatus) {
        boolean first = status == null;
        if (first) {
            status = exitStatus;
        }
        return first;
    }

    /** {@return whether {@link #stop} was called} */
    public synchronized boolean stopping() {
        return status != null;
    }

    /** {@return the argument of {@link #stop}, or 0} */
    synchronized int status() {
        return status == null ? 0 : status;
    }

    /** {@return those that have not ended} */
    public synchronized List<ChildProcess> running() {
        return List.copyOf(running);
    }

    /** {@return those that have not ended, and were not told to end as another one serves, in the order of their starts} */
    public synchronized List<ChildProcess> serving() {
        return running.stream().filter(child -> !retired.contains(child)).toList();
    }
}
