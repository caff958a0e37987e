package dev.doorbell.cli.activator;

import dev.doorbell.Listener;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;

/** Passes each connection to a program of its own, and keeps the listeners: {@code Accept=yes} of systemd. */
final class ConnectionActivator {
    private static final int RETRY_MILLIS = 1_000;

    private final Launcher launcher;
    private final Children children;
    private final Log log;
    private final List<Listener> listeners;
    private final WatchedListeners arrivals;
    private final Semaphore free;

    /**
     * For listeners that stay the caller's.
     *
     * @param most how many programs run at a time; further connections wait in the backlog
     */
    ConnectionActivator(Launcher launcher, Children children, Log log, List<Listener> listeners, int most)
            throws IOException {
        this.launcher = launcher;
        this.children = children;
        this.log = log;
        this.listeners = listeners;
        this.arrivals = new WatchedListeners(listeners);
        this.free = new Semaphore(most);
        for (Listener listener : listeners) {
            // a client that has gone again is no reason to wait for another of the same listener
            listener.serverSocketChannel().configureBlocking(false);
        }
    }

    /** Ends the wait for a connection, or for a program to end so that there is room for another. */
    void wakeup() {
        arrivals.wakeup();
        free.release();
    }

    /** Takes connections until a signal says that this is to end, and waits for the programs then. {@return the exit status} */
    int run() throws InterruptedException {
        try {
            acceptAll();
        } finally {
            Closings.close(arrivals, log);
        }
        children.awaitAll();
        return children.status();
    }

    private void acceptAll() throws InterruptedException {
        free.acquire();
        while (!children.stopping()) {
            if (acceptNext()) {
                free.acquire();
            }
        }
    }

    /** {@return whether a program was started, and so this has room for one less} */
    private boolean acceptNext() throws InterruptedException {
        try {
            OptionalInt arrived = arrivals.await();
            return arrived.isPresent() && acceptFrom(listeners.get(arrived.getAsInt()));
        } catch (ClosedChannelException | IllegalStateException closed) {
            return false;
        } catch (IOException e) {
            log.complain("No connection can be accepted: " + e.getMessage() + ". Trying again in a second.");
            Thread.sleep(RETRY_MILLIS);
            return false;
        }
    }

    private boolean acceptFrom(Listener listener) throws IOException {
        // its mode is that of the open file, which another process that has it may have set back
        Optional<SocketChannel> connection = listener.acceptArrived();
        return connection.isPresent() && launch(listener, connection.get());
    }

    private boolean launch(Listener listener, SocketChannel accepted) {
        try (SocketChannel connection = accepted) {
            Peer peer = Peer.of(connection);
            int number = RawDescriptors.duplicate(connection);
            try {
                Handover handover = launcher.prepared();
                peer.apply(handover);
                launcher.pass(handover, listener.name(), number);
                ChildProcess child = launcher.start(handover, "connection from " + peer + " on " + listener);
                if (child != null) {
                    awaitEnd(child);
                }
                return child != null;
            } finally {
                RawDescriptors.close(number);
            }
        } catch (IOException | RuntimeException | Error e) {
            // also where there is no thread more: the other connections and their programs go on
            log.complain("A connection on " + listener + " is closed, as no program could be started for it: "
                    + e.getMessage());
            return false;
        }
    }

    /** On the thread that waits for the child anyway. */
    private void awaitEnd(ChildProcess child) {
        var unused = child.onExit().thenRun(() -> {
            launcher.ended(child);
            free.release();
        });
    }
}
