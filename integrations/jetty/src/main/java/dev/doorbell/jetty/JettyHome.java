package dev.doorbell.jetty;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;

/** The module {@code doorbell} of a jetty-base: {@code etc/doorbell.xml} calls it. */
public final class JettyHome {
    private JettyHome() {}

    /**
     * Opens listeners, and adds a connector for each and the lifecycle to a server.
     *
     * @param server the server, not started
     * @param http what the connectors have in common
     * @param specs the listeners, as {@link ListenerSpec#parse} takes them, separated by commas
     * @param drainSeconds how long requests in progress may take after SIGTERM
     * @throws IllegalArgumentException if a spec is malformed or the time negative
     * @throws IllegalStateException if a listener is not of the kind TCP, or cannot be had
     * @throws IOException if the operating system refuses
     */
    public static void configure(Server server, HttpConfiguration http, String specs, int drainSeconds)
            throws IOException {
        ListenerSpec[] wanted = Stream.of(specs.split(",", -1))
                .map(spec -> ListenerSpec.parse(spec.strip()))
                .toArray(ListenerSpec[]::new);
        Listeners listeners = Doorbell.open(wanted);
        try {
            listeners
                    .all()
                    .forEach(listener -> server.addConnector(
                            new DoorbellConnector(server, listener, new HttpConnectionFactory(http))));
            Lifecycle.Builder plan = Lifecycle.of(listeners).drain(Duration.ofSeconds(drainSeconds));
            server.addEventListener(new JettyLifecycle(server, plan));
            // start.jar starts it before the server, which then would not stop it, so that its thread keeps the JVM
            // running
            server.manage(server.getScheduler());
        } catch (RuntimeException e) {
            listeners.close();
            throw e;
        }
    }
}
