package dev.doorbell.lifecycle;

import dev.doorbell.AcceptLoop;
import dev.doorbell.ConnectionHandler;
import dev.doorbell.Listener;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What arrives at the listeners, let in by the gate before it is taken: between a connection that was accepted and one that
 * is known of, a program must not end.
 */
final class Admission {
    private static final long FOR_EVER = -1;

    /** Of a listener that was bound here: whether its reader waits or works cannot be told. */
    private static final Work UNKNOWN = () -> {};

    private final Gate gate;
    private final Map<Listener, ReentrantLock> turns = new ConcurrentHashMap<>();
    private final Set<Accepted> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Admission(Gate gate) {
        this.gate = gate;
    }

    Optional<Work> await(Listener listener) throws IOException {
        try {
            if (gate.isShut()) {
                return Optional.empty();
            }
            return listener.origin().inherited() ? awaitAtGate(listener) : Optional.of(UNKNOWN);
        } catch (InterruptedException e) {
            throw interrupted(listener);
        } catch (ClosedChannelException | IllegalStateException closed) {
            return nothingIfEnding(closed);
        }
    }

    private Optional<Work> awaitAtGate(Listener listener) throws IOException, InterruptedException {
        while (!listener.awaitArrival(FOR_EVER)) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(listener);
            }
        }
        return gate.enter();
    }

    Optional<Accepted> accept(Listener listener) throws IOException {
        try {
            return isPassed(listener) ? inTurn(listener) : accepted(listener.accept(), Optional.empty());
        } catch (ClosedChannelException | IllegalStateException closed) {
            return nothingIfEnding(closed);
        }
    }

    /** A connection is there already, and one that was bound here cannot be waited for but by accepting. */
    private static boolean isPassed(Listener listener) {
        return listener.origin().inherited() && listener.kind() != Kind.CONNECTION;
    }

    /** A thread that waited for a connection which another one has taken would count as busy. */
    private Optional<Accepted> inTurn(Listener listener) throws IOException {
        ReentrantLock turn = turns.computeIfAbsent(listener, unused -> new ReentrantLock());
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted(listener);
        }
        try {
            Optional<Work> work = await(listener);
            Optional<Accepted> accepted = Optional.empty();
            while (work.isPresent() && accepted.isEmpty()) {
                accepted = take(listener, work);
                work = accepted.isPresent() ? work : await(listener);
            }
            return accepted;
        } finally {
            turn.unlock();
        }
    }

    /** Another process may have taken it: to wait for the next with work begun would keep this one from ending. */
    private Optional<Accepted> take(Listener listener, Optional<Work> work) throws IOException {
        Optional<Accepted> accepted = Optional.empty();
        try {
            accepted = accepted(listener.acceptArrived(), work);
            return accepted;
        } finally {
            if (accepted.isEmpty()) {
                work.get().close();
            }
        }
    }

    void acceptAll(Listener listener, ConnectionHandler<? super Accepted> handler) {
        try {
            check(listener);
        } catch (IllegalStateException mistaken) {
            if (gate.isShut()) {
                return;
            }
            throw mistaken;
        }
        new AcceptLoop<Accepted>(listener.toString(), () -> accept(listener), handler).run();
    }

    /** In a loop, a mistake of the caller's would look like the end of the listener. */
    private static void check(Listener listener) {
        SelectableChannel view =
                listener.kind() == Kind.CONNECTION ? listener.socketChannel() : listener.serverSocketChannel();
        // one that was passed is put into that mode here
        if (!isPassed(listener) && !view.isBlocking()) {
            throw new IllegalBlockingModeException();
        }
    }

    private Optional<Accepted> accepted(Optional<SocketChannel> channel, Optional<Work> begun) {
        if (channel.isEmpty()) {
            return Optional.empty();
        }
        Accepted accepted = new Accepted(channel.get(), begun.orElseGet(gate::begin), connections::remove);
        connections.add(accepted);
        if (closed) {
            close();
        }
        return Optional.of(accepted);
    }

    /** Closes what was accepted and is not done with. */
    void close() {
        closed = true;
        for (Accepted connection : connections) {
            try {
                connection.close();
            } catch (IOException e) {
                Log.warn("A connection could not be closed at the end", e);
            }
        }
    }

    private <T> Optional<T> nothingIfEnding(Exception closed) throws IOException {
        if (gate.isShut()) {
            return Optional.empty();
        }
        if (closed instanceof IOException refused) {
            throw refused;
        }
        throw (RuntimeException) closed;
    }

    private static InterruptedIOException interrupted(Listener listener) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for " + listener);
    }
}
