package dev.doorbell.examples.http;

import dev.doorbell.Kind;
import dev.doorbell.Listener;
import dev.doorbell.lifecycle.Intake;
import dev.doorbell.lifecycle.Work;
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

/** Jetty on the listeners that Doorbell opened, one connector for each. */
final class WebServer implements Intake {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    /** How long a connection that is kept alive may still bring a request when the server ends. */
    private static final Duration LINGER = Duration.ofMillis(200);

    private final Server server = new Server(threads());
    private final List<PausableConnector> connectors = new ArrayList<>();

    /**
     * Serves nobody yet.
     *
     * @param life where work is begun
     * @throws IllegalStateException if a listener is none for HTTP
     */
    WebServer(List<Listener> listeners, Handler served, Supplier<Work> life) throws IOException {
        for (Listener listener : listeners) {
            checkServable(listener);
        }
        for (Listener listener : listeners) {
            connectors.add(connector(listener, life));
        }
        server.setConnectors(connectors.toArray(new PausableConnector[0]));
        server.setHandler(new Traffic(served, life));
    }

    void start() throws Exception {
        server.start();
    }

    void join() throws InterruptedException {
        server.join();
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

    /** Lets what is in flight end within this time, and closes everything. */
    void stop(Duration drain) throws Exception {
        pause();
        server.setStopTimeout(drain.toMillis());
        try {
            server.stop();
        } catch (TimeoutException e) {
            // what was in flight at the deadline is cut off
        }
    }

    private PausableConnector connector(Listener listener, Supplier<Work> life) throws IOException {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        PausableConnector connector =
                new PausableConnector(server, new HttpConnectionFactory(http), listener.serverSocketChannel(), life);
        connector.setName(listener.name());
        connector.setIdleTimeout(KEEP_ALIVE.toMillis());
        connector.setShutdownIdleTimeout(LINGER.toMillis());
        return connector;
    }

    /** Jetty's connector for UNIX sockets opens its channel itself, and takes none that is open. */
    private static void checkServable(Listener listener) {
        if (listener.kind() != Kind.TCP) {
            throw new IllegalStateException(
                    listener + " is none that this program can serve: it takes TCP. Pass it a ListenStream=PORT, or a"
                            + " SPEC such as http=tcp://127.0.0.1:8080.");
        }
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("http");
        return threads;
    }
}
