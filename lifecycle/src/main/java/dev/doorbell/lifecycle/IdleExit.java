package dev.doorbell.lifecycle;

import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Ends an idle program without losing a connection. Letting nothing in comes first, then the look for what has arrived: a
 * connection that comes later stays in the backlog, for the process that the service manager starts for it.
 */
final class IdleExit {
    /** In seconds, also with a fraction. */
    static final String MINIMUM_UPTIME = "doorbell.idle.minimum-uptime";

    /** A little after the process was, so that it is never taken for older than it is. */
    private static final long STARTED = System.nanoTime();

    private final Gate gate;
    private final List<Listener> listeners;
    private final List<Listener> unclaimed;
    private final List<Intake> intakes;
    private final long idleNanos;
    private final long notBefore;

    IdleExit(Gate gate, Listeners listeners, List<Intake> intakes, Duration idle) {
        this.gate = gate;
        this.listeners = listeners.all();
        unclaimed = listeners.unclaimed();
        this.intakes = List.copyOf(intakes);
        idleNanos = idle.toNanos();
        notBefore = STARTED + uptime(listeners).toNanos();
    }

    /** Why an idle program must live on; empty if it need not. */
    Optional<String> obstacle() {
        if (listeners.isEmpty()) {
            return Optional.of("there is no listener that could bring it back");
        }
        if (!unclaimed.isEmpty()) {
            return Optional.of(unclaimed + " was passed and nobody asked for it, so that a client there would start it"
                    + " again and again, or another component serves it");
        }
        for (Listener listener : listeners) {
            if (!listener.origin().inherited()) {
                return Optional.of(
                        listener + " was bound by this process, and nobody would start it again. Let a service"
                                + " manager pass it");
            }
            if (listener.kind() == Kind.CONNECTION) {
                return Optional.of(listener + " is the one connection that this process serves");
            }
        }
        return Optional.empty();
    }

    /** Waits until the program is idle. {@return false if the one who waits is called away} */
    boolean await() throws InterruptedException {
        return gate.awaitIdle(idleNanos, notBefore);
    }

    /**
     * Stops taking in, and looks whether anything has come in the meantime. If so, it is taken in again.
     *
     * @return whether nothing is in flight, nothing has arrived, and nothing is let in any more
     * @throws IOException if a server that was paused cannot be resumed
     */
    boolean attempt() throws IOException {
        boolean idle = gate.hold();
        int paused = 0;
        try {
            while (idle && paused < intakes.size()) {
                intakes.get(paused).pause();
                paused++;
            }
            idle = idle && gate.isQuiet() && !anythingHasArrived() && gate.shutIfQuiet();
        } catch (Exception | Error e) {
            Log.warn("This program is idle and cannot find out whether it may end, so it goes on", e);
            idle = false;
        }
        if (!idle) {
            resume(paused);
            gate.open();
        }
        return idle;
    }

    private void resume(int paused) throws IOException {
        for (Intake intake : intakes.subList(0, paused)) {
            intake.resume();
        }
    }

    private boolean anythingHasArrived() throws IOException {
        for (Listener listener : listeners) {
            if (hasArrival(listener)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What arrives at a listener that was detached cannot be seen, and need not be: its intake is paused, so it waits for
     * the next process. A file is always readable.
     */
    private static boolean hasArrival(Listener listener) throws IOException {
        if (listener.kind() == Kind.FILE || listener.kind() == Kind.OTHER) {
            return false;
        }
        try {
            return listener.awaitArrival(0);
        } catch (IllegalStateException | ClosedChannelException ended) {
            return false;
        }
    }

    private static Duration uptime(Listeners listeners) {
        String seconds = System.getProperty(MINIMUM_UPTIME);
        if (seconds == null) {
            return listeners.minimumUptime();
        }
        try {
            return Duration.ofNanos((long) (Double.parseDouble(seconds) * 1e9));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("-D" + MINIMUM_UPTIME + "=" + seconds
                    + " is not a number of seconds. Set one such as 0.5, or remove it.");
        }
    }
}
