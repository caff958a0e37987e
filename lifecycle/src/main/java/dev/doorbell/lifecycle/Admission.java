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
 * Admission of what arrives at the listeners. The gate admits it before it is taken: the process must not end between the
 * moment that a connection is accepted and the moment that it counts.
 */
final class Admission {
    private static final long INDEFINITELY = -1;

    /** For a listener that was bound here: whether its reader waits or works is unknown. */
    private static final Work UNKNOWN = () -> {};

    private final Gate gate;
    private final Served served;
    private final Map<Listener, ReentrantLock> turns = new ConcurrentHashMap<>();
    private final Set<Accepted> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Admission(Gate gate, Served served) {
        this.gate = gate;
        this.served = served;
    }

    Optional<Work> await(Listener listener) throws IOException {
        try {
            gate.use();
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
        while (!listener.awaitArrival(INDEFINITELY)) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(listener);
            }
        }
        return gate.enter();
    }

    Optional<Accepted> accept(Listener listener) throws IOException {
        try {
            return isPassed(listener) ? inTurn(listener) : accepted(listener, listener.accept(), Optional.empty());
        } catch (ClosedChannelException | IllegalStateException closed) {
            return nothingIfEnding(closed);
        }
    }

    /** A connection needs no accepting, and at a listener that was bound here only accepting waits. */
    private static boolean isPassed(Listener listener) {
        return listener.origin().inherited() && listener.kind() != Kind.CONNECTION;
    }

    /** Threads take turns: one that waits for a connection which another has taken would count as busy. */
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

    /** Another process may have taken the connection: waiting for the next with work begun would delay the end. */
    private Optional<Accepted> take(Listener listener, Optional<Work> work) throws IOException {
        Optional<Accepted> accepted = Optional.empty();
        try {
            accepted = accepted(listener, listener.acceptArrived(), work);
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

    /** Checked before the loop, in which a mistake of the caller would look like the end of the listener. */
    private static void check(Listener listener) {
        SelectableChannel view =
                listener.kind() == Kind.CONNECTION ? listener.socketChannel() : listener.serverSocketChannel();
        // a passed listener is put into that mode here
        if (!isPassed(listener) && !view.isBlocking()) {
            throw new IllegalBlockingModeException();
        }
    }

    private Optional<Accepted> accepted(Listener from, Optional<SocketChannel> channel, Optional<Work> begun) {
        if (channel.isEmpty()) {
            return Optional.empty();
        }
        Accepted accepted = new Accepted(channel.get(), begun.orElseGet(gate::begin), ended -> {
            connections.remove(ended);
            if (served.isOnlyConnection(from)) {
                gate.expectNoMore();
            }
        });
        connections.add(accepted);
        if (closed) {
            close();
        }
        return Optional.of(accepted);
    }

    /** Closes the connections that are still open. */
    void close() {
        closed = true;
        for (Accepted connection : connections) {
            try {
                connection.close();
            } catch (IOException e) {
                LifecycleLog.warn("cannot close a connection at the end", e);
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
