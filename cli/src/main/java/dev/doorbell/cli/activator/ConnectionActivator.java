package dev.doorbell.cli.activator;

import dev.doorbell.Listener;
import dev.doorbell.descriptors.ChildProcess;
import dev.doorbell.descriptors.Handover;
import dev.doorbell.descriptors.RawDescriptors;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Passes each connection to a program of its own, and keeps the listeners: {@code Accept=yes} of systemd. */
final class ConnectionActivator {
    private static final int RETRY_MILLIS = 1_000;

    private final Launcher launcher;
    private final Children children;
    private final Log log;
    private final List<Listener> listeners;
    private final Semaphore free;

    /**
     * For listeners that stay the caller's.
     *
     * @param most how many programs run at a time; further connections wait in the backlog
     */
    ConnectionActivator(Launcher launcher, Children children, Log log, List<Listener> listeners, int most) {
        this.launcher = launcher;
        this.children = children;
        this.log = log;
        this.listeners = listeners;
        this.free = new Semaphore(most);
    }

    /** Takes connections until the listeners are closed, and waits for the programs then. {@return the exit status} */
    int run() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Listener listener : listeners) {
            Thread thread = new Thread(() -> accept(listener), "accept-" + listener.name());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        children.awaitAll();
        return children.status();
    }

    private void accept(Listener listener) {
        while (!children.stopping()) {
            try {
                free.acquire();
                Optional<SocketChannel> connection = listener.accept();
                connection.ifPresent(accepted -> launch(listener, accepted));
            } catch (ClosedChannelException | IllegalStateException closed) {
                return;
            } catch (IOException e) {
                free.release();
                log.complain(listener + " cannot be accepted from: " + e.getMessage() + ". Trying again in a second.");
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void launch(Listener listener, SocketChannel accepted) {
        boolean started = false;
        try (SocketChannel connection = accepted) {
            Peer peer = Peer.of(connection);
            int number = RawDescriptors.duplicate(connection);
            try {
                Handover handover = launcher.prepared();
                peer.apply(handover);
                launcher.pass(handover, listener.name(), number);
                ChildProcess child = launcher.start(handover, "connection from " + peer + " on " + listener);
                started = child != null;
                if (child != null) {
                    awaitEnd(child);
                }
            } finally {
                RawDescriptors.close(number);
            }
        } catch (IOException | RuntimeException e) {
            log.complain("A connection on " + listener + " is closed, as no program could be started for it: "
                    + e.getMessage());
        } finally {
            if (!started) {
                free.release();
            }
        }
    }

    /** On a thread of its own. */
    private void awaitEnd(ChildProcess child) {
        Thread thread = new Thread(
                () -> {
                    try {
                        launcher.await(child);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        free.release();
                    }
                },
                "await-" + child.pid());
        thread.setDaemon(true);
        thread.start();
    }
}
