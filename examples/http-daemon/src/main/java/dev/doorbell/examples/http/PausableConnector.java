package dev.doorbell.examples.http;

import dev.doorbell.lifecycle.Work;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty's connector on a channel that is open already, which can stop accepting for a moment without losing anybody. A
 * connection is work from the moment it is accepted until its first request comes, or it ends without one; the requests
 * are counted by {@link Traffic}.
 */
final class PausableConnector extends ServerConnector {
    private static final Logger LOG = LoggerFactory.getLogger(PausableConnector.class);
    private static final long WAIT_OUT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SILENT_MILLIS = 1000;
    private static final long RELEASED_WITHIN_SECONDS = 10;

    private final Supplier<Work> life;
    private final ServerSocketChannel channel;
    private final Object accepting = new Object();
    private final Map<Object, Work> newcomers = new ConcurrentHashMap<>();
    private volatile boolean paused;

    /**
     * Without a thread that waits in accept(2): Jetty would end it by an interrupt, which closes the channel and may lose
     * the connection that was just accepted.
     */
    PausableConnector(Server server, HttpConnectionFactory http, ServerSocketChannel channel, Supplier<Work> life)
            throws IOException {
        super(server, 0, 1, http);
        this.life = life;
        this.channel = channel;
        open(channel);
    }

    /** When it returns, each connection that was accepted is counted as work, and no other is accepted. */
    void pause() {
        synchronized (accepting) {
            paused = true;
        }
        // or the selector would spin for those that wait
        setAccepting(false);
        for (EndPoint client : getConnectedEndPoints()) {
            // a browser connects in advance, and must not keep the next process from starting
            if (newcomers.containsKey(client.getTransport())) {
                client.setIdleTimeout(SILENT_MILLIS);
            }
        }
    }

    /** Accepts again. */
    void resume() throws IOException {
        awaitRelease();
        paused = false;
        setAccepting(true);
    }

    /** Whether a connection that has got its answer should go. */
    boolean isPaused() {
        return paused;
    }

    /** A client has sent a request, which is counted by now. */
    void requested(EndPoint client) {
        left(client.getTransport());
    }

    /** Runs it on a thread of the pool, by way of the selector. */
    void execute(Runnable task) {
        selector().submit(selecting -> getExecutor().execute(task));
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new Acceptance(executor, scheduler, selectors);
    }

    private void arrived(SelectableChannel client) throws IOException {
        try {
            newcomers.put(client, life.get());
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private void left(@Nullable Object client) {
        Work work = client == null ? null : newcomers.remove(client);
        if (work != null) {
            work.close();
        }
    }

    private ManagedSelector selector() {
        return getSelectorManager().getBean(ManagedSelector.class);
    }

    /**
     * The selector lets go of a channel the next time that it selects, which it does between two rounds of what it is told.
     * Jetty closes a channel that comes back before.
     */
    private void awaitRelease() throws IOException {
        CountDownLatch released = new CountDownLatch(1);
        ManagedSelector selector = selector();
        selector.submit(thisRound -> selector.submit(nextRound -> released.countDown()));
        try {
            if (!released.await(RELEASED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("Jetty's selector has hung for " + RELEASED_WITHIN_SECONDS + " seconds.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + channel + " was to be accepted from again");
        }
    }

    /** Follows each connection from accept(2) to its end. */
    private final class Acceptance extends ServerConnectorManager {
        Acceptance(Executor executor, Scheduler scheduler, int selectors) {
            super(executor, scheduler, selectors);
        }

        @Override
        protected @Nullable SelectableChannel doAccept(SelectableChannel listener) {
            try {
                synchronized (accepting) {
                    SelectableChannel client = paused ? null : super.doAccept(listener);
                    if (client != null) {
                        arrived(client);
                    }
                    return client;
                }
            } catch (IOException e) {
                // Too many open files, for one: the client waits in the backlog. Jetty would try again at once, for
                // ever
                LOG.warn("{}: {}", channel, e.toString());
                LockSupport.parkNanos(WAIT_OUT_NANOS);
                return null;
            }
        }

        @Override
        protected void accepted(SelectableChannel client) throws IOException {
            try {
                super.accepted(client);
            } catch (IOException | RuntimeException e) {
                left(client);
                throw e;
            }
        }

        @Override
        protected void onAcceptFailed(SelectableChannel client, Throwable failure, Object attachment) {
            left(client);
            super.onAcceptFailed(client, failure, attachment);
        }

        @Override
        protected void endPointClosed(EndPoint client) {
            left(client.getTransport());
            super.endPointClosed(client);
        }
    }
}
