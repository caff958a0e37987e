package dev.doorbell.agent.adoption;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The gate before {@code accept(2)} of the adopted sockets. While it is closed, a call is not made and finds no client: the JDK
 * and Netty then look for themselves whether the socket was closed, the thread interrupted, or the timeout is over.
 */
final class AcceptGate {
    private final Map<Integer, Passage> passages = new ConcurrentHashMap<>();
    private final Duration longest;
    private volatile boolean closed;

    /**
     * A gate that is open.
     *
     * @param longest more than a call takes, none of which blocks. A call that throws does not report its end
     */
    AcceptGate(Duration longest) {
        this.longest = longest;
    }

    /** The way through the gate of one socket, of which the JDK and Netty make one call at a time. */
    private static final class Passage {
        private final AtomicBoolean admitted = new AtomicBoolean();
        private volatile boolean inside;
    }

    /** Puts the gate before the calls of a socket. */
    void add(int number) {
        passages.put(number, new Passage());
    }

    /** Removes the gate of a socket: another one has the number. */
    void forget(int number) {
        passages.remove(number);
    }

    boolean guards(int number) {
        return passages.containsKey(number);
    }

    /**
     * Comes before a call.
     *
     * @param millis how long it waits at most for the gate to open
     * @return whether it may be made
     */
    boolean enter(int number, long millis) {
        Passage passage = passages.get(number);
        if (passage == null || passes(passage)) {
            return true;
        }
        awaitOpen(millis);
        return passes(passage);
    }

    private boolean passes(Passage passage) {
        passage.inside = true;
        boolean open = !closed || passage.admitted.getAndSet(false);
        passage.inside = open;
        return open;
    }

    /** Lets one call of a socket pass although the gate is closed. */
    void admitOne(int number) {
        Passage passage = passages.get(number);
        if (passage != null) {
            passage.admitted.set(true);
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Comes behind a call. */
    void leave(int number) {
        Passage passage = passages.get(number);
        if (passage != null) {
            passage.inside = false;
        }
    }

    /** Also where the thread is interrupted: a socket that is not a channel accepts on. */
    private synchronized void awaitOpen(long millis) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = deadline - System.nanoTime();
        while (closed && left > 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = deadline - System.nanoTime();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the gate, and waits for the calls that have passed it. */
    void close() throws InterruptedException {
        closed = true;
        long deadline = System.nanoTime() + longest.toNanos();
        for (Passage passage : passages.values()) {
            while (passage.inside && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    synchronized void open() {
        closed = false;
        notifyAll();
    }
}
