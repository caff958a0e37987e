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
 * A connector of Jetty on an open channel, which can stop accepting for a moment without losing a client. A connection is
 * work in progress from when it is accepted until its first request, or its end without one; {@link Traffic} counts the
 * requests.
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
     * Creates a connector without a thread that blocks in accept(2): Jetty would interrupt that thread, which closes the
     * channel and may lose a connection that was just accepted.
     */
    PausableConnector(Server server, HttpConnectionFactory http, ServerSocketChannel channel, Supplier<Work> life)
            throws IOException {
        super(server, 0, 1, http);
        this.life = life;
        this.channel = channel;
        open(channel);
    }

    /** Stops accepting. When it returns, each accepted connection is counted as work in progress. */
    void pause() {
        synchronized (accepting) {
            paused = true;
        }
        // otherwise the selector would spin for waiting connections
        setAccepting(false);
        for (EndPoint client : getConnectedEndPoints()) {
            // a browser connects in advance, and must not prevent the next process from starting
            if (newcomers.containsKey(client.getTransport())) {
                client.setIdleTimeout(SILENT_MILLIS);
            }
        }
    }

    /** Starts accepting again. */
    void resume() throws IOException {
        awaitRelease();
        paused = false;
        setAccepting(true);
    }

    /** Whether a connection should be closed after its answer. */
    boolean isPaused() {
        return paused;
    }

    /** Ends the work of a connection whose first request is counted by now. */
    void requested(EndPoint client) {
        left(client.getTransport());
    }

    /** Executes a task on a thread of the pool, through the selector. */
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
     * Waits until the selector has released the channel, which it does when it selects next, between two rounds of tasks.
     * Jetty closes a channel that is registered again before.
     */
    private void awaitRelease() throws IOException {
        CountDownLatch released = new CountDownLatch(1);
        ManagedSelector selector = selector();
        selector.submit(thisRound -> selector.submit(nextRound -> released.countDown()));
        try {
            if (!released.await(RELEASED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(
                        "Jetty's selector has not responded for " + RELEASED_WITHIN_SECONDS + " seconds.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before " + channel + " accepts again");
        }
    }

    /** Counts each connection from accept(2) to its first request or its end. */
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
                // for example too many open files: the client waits in the backlog. Jetty would retry without a pause
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
