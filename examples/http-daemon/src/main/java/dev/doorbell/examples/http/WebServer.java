package dev.doorbell.examples.http;

import dev.doorbell.Listener;
import dev.doorbell.jetty.DoorbellConnector;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty on the listeners that Doorbell opened, one connector for each. */
final class WebServer {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    /** At shutdown: how long a connection that is kept alive may still send a request. */
    private static final Duration LINGER = Duration.ofMillis(200);

    private WebServer() {}

    /**
     * Makes a server that does not serve yet.
     *
     * @throws IllegalStateException if a listener is not of TCP
     */
    static Server of(List<Listener> listeners, Handler served) {
        Server server = new Server(threads());
        // not a stream: its first one would delay the first client
        for (Listener listener : listeners) {
            server.addConnector(connector(server, listener));
        }
        server.setHandler(served);
        return server;
    }

    private static Connector connector(Server server, Listener listener) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        DoorbellConnector connector = new DoorbellConnector(server, listener, new HttpConnectionFactory(http));
        connector.setIdleTimeout(KEEP_ALIVE.toMillis());
        connector.setShutdownIdleTimeout(LINGER.toMillis());
        return connector;
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("http");
        return threads;
    }
}
