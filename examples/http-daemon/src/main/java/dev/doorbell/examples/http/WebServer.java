package dev.doorbell.examples.http;

import dev.doorbell.Listener;
import dev.doorbell.lifecycle.HealthCheck;
import dev.doorbell.lifecycle.Intake;
import dev.doorbell.lifecycle.Work;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Jetty on the listeners that Doorbell opened, one connector for each. */
final class WebServer implements Intake {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    /** At shutdown: how long a connection that is kept alive may still send a request, and how long the answer may take. */
    private static final Duration LINGER = Duration.ofMillis(200);

    private static final Duration LAST_ANSWER = Duration.ofSeconds(1);

    private final Server server = new Server(threads());
    private final List<PausableConnector> connectors = new ArrayList<>();
    private @Nullable Supplier<Work> life;

    /**
     * Creates a server that does not serve yet.
     *
     * @throws IllegalStateException if a listener is not of TCP
     */
    WebServer(List<Listener> listeners, Handler served) throws IOException {
        for (Listener listener : listeners) {
            checkServable(listener);
        }
        for (Listener listener : listeners) {
            connectors.add(connector(listener));
        }
        server.setConnectors(connectors.toArray(new PausableConnector[0]));
        server.setHandler(new Traffic(served, this::begin));
    }

    /**
     * Starts serving.
     *
     * @param begin begins work in progress
     */
    void start(Supplier<Work> begin) throws Exception {
        life = begin;
        server.start();
    }

    @Override
    public void pause() {
        for (PausableConnector connector : connectors) {
            connector.pause();
        }
    }

    @Override
    public void resume() throws IOException {
        for (PausableConnector connector : connectors) {
            connector.resume();
        }
    }

    /**
     * Whether each connector's selector executes tasks, and the thread pool those of the selector. The watchdog asks during
     * start and stop too, which have their own time limits.
     */
    boolean isWell() throws Exception {
        if (!server.isStarted()) {
            return true;
        }
        for (PausableConnector connector : connectors) {
            if (!HealthCheck.through(connector::execute).isHealthy()) {
                return false;
            }
        }
        return true;
    }

    /** Stops the server, once nothing is in progress or the drain is over. */
    void stop() throws Exception {
        pause();
        server.setStopTimeout(LAST_ANSWER.toMillis());
        try {
            server.stop();
        } catch (TimeoutException e) {
            // requests still in progress are cut off
        }
    }

    List<PausableConnector> connectors() {
        return connectors;
    }

    private Work begin() {
        Supplier<Work> begin = life;
        if (begin == null) {
            throw new IllegalStateException("not started");
        }
        return begin.get();
    }

    private PausableConnector connector(Listener listener) throws IOException {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        PausableConnector connector = new PausableConnector(
                server, new HttpConnectionFactory(http), listener.serverSocketChannel(), this::begin);
        connector.setName(listener.name());
        connector.setIdleTimeout(KEEP_ALIVE.toMillis());
        connector.setShutdownIdleTimeout(LINGER.toMillis());
        return connector;
    }

    /** Jetty's connector for UNIX sockets opens its channel itself, and accepts no open one. */
    private static void checkServable(Listener listener) {
        if (listener.kind() != Kind.TCP) {
            throw new IllegalStateException("cannot serve " + listener
                    + ": expected TCP. Use ListenStream=PORT, or a SPEC such as" + " http=tcp://127.0.0.1:8080.");
        }
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("http");
        return threads;
    }
}
