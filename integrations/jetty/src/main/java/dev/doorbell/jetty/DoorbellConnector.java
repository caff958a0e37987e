package dev.doorbell.jetty;

import dev.doorbell.lifecycle.Work;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector of Jetty on a listener that Doorbell opened. Its name is the listener's, its host and port are those of the
 * address, and it closes the channel with the server, which then cannot be started again.
 *
 * <pre>{@code
 * server.addConnector(new DoorbellConnector(server, listener));
 * }</pre>
 *
 * <p>With a {@link JettyLifecycle} or a {@link JettyIntake} it can stop accepting without losing a client. Settings of
 * {@link ServerConnector} that concern the bind, such as {@code setAcceptQueueSize} and {@code setReuseAddress}, have no effect.
 */
public final class DoorbellConnector extends ServerConnector {
    private static final Logger LOG = LoggerFactory.getLogger(DoorbellConnector.class);
    private static final long WAIT_OUT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SILENT_MILLIS = 1000;

    /** Qualified, as Jetty's types have a Listener too. */
    private final dev.doorbell.Listener listener;

    private final SilentConnections silent = new SilentConnections();
    private final Object accepting = new Object();
    private volatile boolean paused;

    /**
     * Creates a connector for HTTP/1.1 without encryption.
     *
     * @param server the server, which the caller adds it to
     * @param listener a listener of the kind {@link Kind#TCP}, which stays the caller's
     * @throws IllegalStateException if the listener is of another kind, or served already
     */
    public DoorbellConnector(Server server, dev.doorbell.Listener listener) {
        this(server, listener, new HttpConnectionFactory());
    }

    /**
     * Creates a connector without a thread that blocks in accept(2): Jetty would interrupt that thread, which closes the
     * channel and may lose a connection that was just accepted.
     *
     * @param server the server, which the caller adds it to
     * @param listener a listener of the kind {@link Kind#TCP}, which stays the caller's
     * @param protocols the protocols, as {@link ServerConnector} takes them: for TLS an
     *     {@link org.eclipse.jetty.server.SslConnectionFactory} before the one of HTTP
     * @throws IllegalStateException if the listener is of another kind, or served already
     */
    public DoorbellConnector(Server server, dev.doorbell.Listener listener, ConnectionFactory... protocols) {
        super(server, 0, -1, protocols);
        if (listener.kind() != Kind.TCP) {
            throw new IllegalStateException("cannot serve " + listener
                    + ": expected TCP. Use ListenStream=PORT, or a spec such as http=tcp://127.0.0.1:8080.");
        }
        this.listener = listener;
        getSelectorManager().addEventListener(silent);
        setName(listener.name());
        if (listener.address().orElse(null) instanceof Address.Ip address) {
            setHost(address.host());
            setPort(address.port());
        }
        listener.reserve(this);
    }

    /** Returns the listener's channel, which Jetty puts into non-blocking mode. */
    @Override
    protected ServerSocketChannel openAcceptChannel() {
        return listener.serverSocketChannel();
    }

    void countBy(Supplier<Work> begin) {
        silent.countBy(begin);
    }

    /** Stops accepting. When it returns, each accepted connection is counted as work in progress. */
    void pause() {
        synchronized (accepting) {
            paused = true;
        }
        // otherwise the selector would spin for waiting connections
        setAccepting(false);
        for (EndPoint client : getConnectedEndPoints()) {
            hurry(client);
        }
    }

    /** Limits the time of a new connection: a browser connects in advance, and must not delay the next process. */
    private void hurry(EndPoint client) {
        if (silent.contains(client)) {
            client.setIdleTimeout(SILENT_MILLIS);
            // its first request may have come meanwhile
            if (!silent.contains(client)) {
                client.setIdleTimeout(getIdleTimeout());
            }
        }
    }

    /** Starts accepting again. */
    void resume() throws IOException {
        Selectors.awaitRelease(getSelectorManager());
        paused = false;
        setAccepting(true);
    }

    /** Not while it is paused: a {@code NetworkConnectionLimit} sets this when a connection ends. */
    @Override
    public void setAccepting(boolean accepting) {
        super.setAccepting(accepting && !paused);
    }

    /** Whether a connection should be closed after its answer. */
    boolean isPaused() {
        return paused;
    }

    /** Ends the work of a connection whose first request is counted by now. */
    void requested(EndPoint client) {
        if (silent.remove(client)) {
            client.setIdleTimeout(getIdleTimeout());
        }
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new Acceptance(executor, scheduler, selectors);
    }

    /** Counts each connection from accept(2) to its first request or its end. */
    private final class Acceptance extends ServerConnectorManager {
        Acceptance(Executor executor, Scheduler scheduler, int selectors) {
            super(executor, scheduler, selectors);
        }

        @Override
        protected @Nullable SelectableChannel doAccept(SelectableChannel channel) {
            try {
                synchronized (accepting) {
                    SelectableChannel client = paused ? null : super.doAccept(channel);
                    if (client != null) {
                        silent.add(client);
                    }
                    return client;
                }
            } catch (IOException e) {
                // for example too many open files: the client waits in the backlog. Jetty would retry without a pause
                LOG.warn("{}: {}", listener, e.toString());
                LockSupport.parkNanos(WAIT_OUT_NANOS);
                return null;
            }
        }

        @Override
        protected void accepted(SelectableChannel client) throws IOException {
            try {
                super.accepted(client);
            } catch (IOException | RuntimeException e) {
                silent.remove(client);
                throw e;
            }
        }

        @Override
        protected void endPointOpened(EndPoint client) {
            super.endPointOpened(client);
            if (paused) {
                hurry(client);
            }
        }

        @Override
        protected void endPointClosed(EndPoint client) {
            silent.remove(client);
            super.endPointClosed(client);
        }
    }
}
