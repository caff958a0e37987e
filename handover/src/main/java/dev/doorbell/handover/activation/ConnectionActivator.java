package dev.doorbell.handover.activation;

import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;

/** Keeps the listeners, and passes each connection to its own program: {@code Accept=yes} of systemd. */
public final class ConnectionActivator implements Activity {
    private static final int RETRY_MILLIS = 1_000;

    private final Launcher launcher;
    private final Closeable owner;
    private final List<Listener> listeners;
    private final WatchedListeners arrivals;
    private final Semaphore free;

    /**
     * Watches listeners, which {@link #stop()} closes.
     *
     * @param launcher starts the programs
     * @param owner listeners that accept connections
     * @param most how many programs run at the same time; further connections wait in the backlog
     * @throws IOException if the operating system refuses
     */
    public ConnectionActivator(Launcher launcher, Listeners owner, int most) throws IOException {
        this(launcher, owner.all(), owner, most);
    }

    /**
     * Watches listeners of several sources.
     *
     * @param launcher starts the programs
     * @param listeners listeners that accept connections
     * @param owner owns all of them, and is closed at {@link #stop()}
     * @param most how many programs run at the same time; further connections wait in the backlog
     * @throws IOException if the operating system refuses
     */
    public ConnectionActivator(Launcher launcher, List<Listener> listeners, Closeable owner, int most)
            throws IOException {
        this.launcher = launcher;
        this.owner = owner;
        this.listeners = listeners;
        this.arrivals = new WatchedListeners(listeners);
        // stop() may release one more than were acquired
        this.free = new Semaphore(Math.min(most, Integer.MAX_VALUE - 1));
        for (Listener listener : listeners) {
            // if a client has gone again, accepting must not wait for another one of the same listener
            listener.serverSocketChannel().configureBlocking(false);
        }
    }

    /** Refuses further clients, and ends the wait for a connection or for a program to end. */
    @Override
    public void stop() {
        try {
            owner.close();
        } catch (IOException e) {
            launcher.events().failed("cannot close the listeners: " + e.getMessage() + ".");
        }
        arrivals.wakeup();
        free.release();
    }

    /**
     * Accepts until it is stopped, then waits for the programs.
     *
     * @return the exit status
     */
    @Override
    public int run() throws InterruptedException {
        free.acquire();
        while (!launcher.children().stopping()) {
            if (acceptNext()) {
                free.acquire();
            }
        }
        launcher.children().awaitAll();
        return launcher.children().status();
    }

    /** {@return whether a program was started, and so one fewer may be} */
    private boolean acceptNext() throws InterruptedException {
        try {
            OptionalInt arrived = arrivals.await();
            return arrived.isPresent() && acceptFrom(listeners.get(arrived.getAsInt()));
        } catch (ClosedChannelException | IllegalStateException closed) {
            return false;
        } catch (IOException e) {
            launcher.events().failed("cannot accept a connection: " + e.getMessage() + ". Trying again in a second.");
            Thread.sleep(RETRY_MILLIS);
            return false;
        }
    }

    private boolean acceptFrom(Listener listener) throws IOException {
        // the blocking mode is that of the open file: another process that has it may have changed it
        Optional<SocketChannel> connection = listener.acceptArrived();
        return connection.isPresent() && launch(listener, connection.get());
    }

    private boolean launch(Listener listener, SocketChannel accepted) {
        try (SocketChannel connection = accepted) {
            Peer peer = Peer.of(connection);
            int number = RawDescriptors.duplicate(connection);
            try {
                Program program = launcher.program();
                Handover handover = program.handover();
                peer.apply(handover);
                program.pass(handover, listener.name(), number);
                ChildProcess child = launcher.start(handover, "connection from " + peer + " on " + listener);
                if (child != null) {
                    awaitEnd(child);
                }
                return child != null;
            } finally {
                RawDescriptors.close(number);
            }
        } catch (IOException | RuntimeException | Error e) {
            // an error too, such as no memory for a thread: the other connections and their programs continue
            launcher.events()
                    .failed("A connection on " + listener + " is closed: cannot start a program for it: "
                            + e.getMessage());
            return false;
        }
    }

    /** On the thread that waits for the process anyway. */
    private void awaitEnd(ChildProcess child) {
        var unused = child.onExit().thenRun(() -> {
            launcher.ended(child);
            free.release();
        });
    }

    @Override
    public void close() throws IOException {
        arrivals.close();
    }
}
