package dev.doorbell.lifecycle;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The count of the work in progress. One lock decides whether more may begin and whether there is none. A held gate makes a
 * thread wait that would take in new work, and a shut gate turns it away. Work in progress always continues.
 */
final class Gate {
    private enum State {
        OPEN,
        HELD,
        SHUT
    }

    /** The time in which a program begins to use its lifecycle. */
    private static final long FIRST_USE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private State state = State.OPEN;
    private int inFlight;
    private long quietSince = System.nanoTime();
    private boolean used;
    private boolean noMoreExpected;
    private boolean called;
    private boolean hurried;

    /** Begins work that was not admitted here, such as a request on an open connection. */
    synchronized Work begin() {
        use();
        inFlight++;
        return new Token();
    }

    /** Ends the wait for the first use: without it, the process could end before the caller of start() has the lifecycle. */
    synchronized void use() {
        if (!used) {
            used = true;
            notifyAll();
        }
    }

    /** Makes the process idle as soon as no work is in progress. */
    synchronized void expectNoMore() {
        noMoreExpected = true;
    }

    /**
     * Begins work that is about to be taken in. Waits while the gate is held.
     *
     * @return empty if it is shut
     */
    synchronized Optional<Work> enter() throws InterruptedException {
        while (state == State.HELD) {
            wait();
        }
        return state == State.SHUT ? Optional.empty() : Optional.of(begin());
    }

    /**
     * Waits until there has been no work for a time, or there is none and {@linkplain #expectNoMore() no more is expected}.
     *
     * @param notBefore the earliest time, of {@link System#nanoTime()}
     * @return whether that is so; false if the waiting thread is {@linkplain #call() woken}, once for each call
     */
    synchronized boolean awaitIdle(long idleNanos, long notBefore) throws InterruptedException {
        while (!called) {
            long now = System.nanoTime();
            long idle = noMoreExpected ? 0 : used ? idleNanos : Math.max(idleNanos, FIRST_USE_NANOS);
            long left = Math.max(quietSince + idle - now, notBefore - now);
            if (inFlight > 0) {
                wait();
            } else if (left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } else {
                return true;
            }
        }
        called = false;
        return false;
    }

    /** Wakes the thread that waits for idleness. */
    synchronized void call() {
        called = true;
        notifyAll();
    }

    /** Admits nothing for the moment. {@return whether there is no work} */
    synchronized boolean hold() {
        state = State.HELD;
        return inFlight == 0;
    }

    synchronized boolean isQuiet() {
        return inFlight == 0;
    }

    /** Admits nothing any more, unless there is work. {@return whether there is none} */
    synchronized boolean shutIfQuiet() {
        if (inFlight == 0) {
            state = State.SHUT;
            notifyAll();
        }
        return inFlight == 0;
    }

    /** Admits again, and restarts the idle time: the program needs time to take what has arrived. */
    synchronized void open() {
        state = State.OPEN;
        quietSince = System.nanoTime();
        notifyAll();
    }

    /** Admits nothing any more. */
    synchronized void shut() {
        state = State.SHUT;
        notifyAll();
    }

    synchronized boolean isShut() {
        return state == State.SHUT;
    }

    /** Ends {@link #awaitQuiet} at once. */
    synchronized void hurry() {
        hurried = true;
        notifyAll();
    }

    /** Waits until no work is left. {@return whether that is so; false at the deadline, or when hurried} */
    synchronized boolean awaitQuiet(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (inFlight > 0 && !hurried) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return inFlight == 0;
    }

    private synchronized void end() {
        inFlight--;
        if (inFlight == 0) {
            quietSince = System.nanoTime();
            notifyAll();
        }
    }

    private final class Token implements Work {
        private final AtomicBoolean open = new AtomicBoolean(true);

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                end();
            }
        }
    }
}
