package dev.doorbell.lifecycle;

import dev.doorbell.Listener;
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

    /** A little after the start of the process, which is never taken for older than it is. */
    private static final long STARTED = System.nanoTime();

    /** After arrivals that the program is about to take, whatever its idle time: a look pauses its servers. */
    private static final long RETRY_NANOS = 100_000_000;

    private final Gate gate;
    private final List<Listener> listeners;
    private final List<Listener> unclaimed;
    private final List<Intake> intakes;
    private final boolean boundEarlier;
    private final long idleNanos;
    private long notBefore;

    /** An idle exit after a time; without one, or with an obstacle, only where no more work is expected. */
    IdleExit(Gate gate, Lifecycle.Builder plan, Optional<Duration> idle) {
        this.gate = gate;
        listeners = plan.served.listeners();
        unclaimed = plan.served.unclaimed();
        intakes = List.copyOf(plan.intakes);
        boundEarlier = plan.isOfBoundListeners();
        Optional<Duration> possible = idle.filter(time -> isPossible());
        idleNanos = possible.orElse(Lifecycle.Builder.UNLIMITED).toNanos();
        notBefore = STARTED + (possible.isPresent() ? uptime(plan.served).toNanos() : 0);
    }

    private boolean isPossible() {
        Optional<String> obstacle = obstacle();
        obstacle.ifPresent(reason -> LifecycleLog.info("The process does not end when it is idle: " + reason + "."));
        return obstacle.isEmpty();
    }

    /** The reason why an idle process must not end; empty if it may. */
    private Optional<String> obstacle() {
        if (listeners.isEmpty()) {
            return Optional.of("no listener could start it again");
        }
        if (!unclaimed.isEmpty()) {
            return Optional.of(
                    unclaimed + " was passed and no spec asked for it: a client there would start the process"
                            + " again and again, or another component serves it");
        }
        if (boundEarlier) {
            return Optional.of("an earlier generation bound its listeners, and no manager would start it again");
        }
        for (Listener listener : listeners) {
            if (!listener.origin().inherited()) {
                return Optional.of(
                        listener + " was bound by this process, and no manager would start it again. Let a service"
                                + " manager pass the listener");
            }
            if (listener.kind() == Kind.CONNECTION) {
                return Optional.of(listener + " is the only connection that it serves");
            }
        }
        return Optional.empty();
    }

    /** Waits until the process is idle. {@return false if the waiting thread is woken for another reason} */
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
            LifecycleLog.warn("The idle process continues: cannot find out whether it may end", e);
            idle = false;
        }
        if (!idle) {
            resume(paused);
            notBefore = System.nanoTime() + RETRY_NANOS;
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
     * Returns whether anything has arrived at a listener. An arrival at a detached listener is invisible and waits for
     * the next process, since its intake is paused. A file is always readable, and a connection has ended.
     */
    private static boolean hasArrival(Listener listener) throws IOException {
        boolean arrives =
                listener.kind() != Kind.FILE && listener.kind() != Kind.OTHER && listener.kind() != Kind.CONNECTION;
        try {
            return arrives && listener.awaitArrival(0);
        } catch (IllegalStateException | ClosedChannelException ended) {
            return false;
        }
    }

    private static Duration uptime(Served served) {
        String seconds = System.getProperty(MINIMUM_UPTIME);
        if (seconds == null) {
            return served.minimumUptime();
        }
        try {
            return Duration.ofNanos((long) (IdleVariable.seconds(seconds) * 1e9));
        } catch (NumberFormatException e) {
            throw new IllegalStateException("-D" + MINIMUM_UPTIME + "=" + seconds
                    + " is malformed: expected a number of seconds, such as 0.5. Correct or remove it.");
        }
    }
}
