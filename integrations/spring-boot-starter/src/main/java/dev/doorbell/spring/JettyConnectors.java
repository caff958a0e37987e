package dev.doorbell.spring;

import dev.doorbell.Listener;
import dev.doorbell.jetty.DoorbellConnector;
import dev.doorbell.jetty.JettyIntake;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;

/** The connectors of a Jetty that Spring Boot makes: one for each listener, with the protocols of the one that they replace. */
final class JettyConnectors {
    private final JettyIntake intake;
    private final List<Listener> listeners;
    private final ApplicationLifecycle application;

    JettyConnectors(JettyIntake intake, List<Listener> listeners, ApplicationLifecycle application) {
        this.intake = intake;
        this.listeners = listeners;
        this.application = application;
    }

    /** Changes a factory of web servers, whose type differs between the versions of Spring Boot. */
    void addTo(Consumer<Consumer<Server>> customizer) {
        if (!listeners.isEmpty()) {
            customizer.accept(this::replace);
        }
    }

    /** Replaces the first connector, which is Spring Boot's. Others are the application's. */
    private void replace(Server server) {
        Connector[] before = server.getConnectors();
        Connector[] after = Stream.concat(
                        listeners.stream().map(listener -> connector(server, listener, before[0])),
                        Stream.of(before).skip(1))
                .toArray(Connector[]::new);
        server.setConnectors(after);
        server.getBeans(NetworkConnectionLimit.class).forEach(limit -> replace(server, limit, after));
        intake.serve(server, application.life());
    }

    private static Connector connector(Server server, Listener listener, Connector replaced) {
        try {
            DoorbellConnector connector = new DoorbellConnector(
                    server, listener, replaced.getConnectionFactories().toArray(ConnectionFactory[]::new));
            connector.setIdleTimeout(replaced.getIdleTimeout());
            return connector;
        } catch (IllegalStateException e) {
            throw new DoorbellException(e);
        }
    }

    /** Replaces the limit of {@code server.jetty.max-connections}, which names its connectors. */
    private static void replace(Server server, NetworkConnectionLimit limit, Connector[] connectors) {
        server.removeBean(limit);
        server.addBean(new NetworkConnectionLimit(limit.getMaxNetworkConnectionCount(), connectors));
    }
}
