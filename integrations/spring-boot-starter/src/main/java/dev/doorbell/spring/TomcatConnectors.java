package dev.doorbell.spring;

import dev.doorbell.Listener;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.tomcat.DoorbellProtocol;
import java.util.List;
import java.util.function.Consumer;
import org.apache.catalina.connector.Connector;

/** The connectors of a Tomcat that Spring Boot makes: its own one for the first listener, and more for the others. */
final class TomcatConnectors {
    private final List<Listener> listeners;
    private final Lifecycle life;
    private final boolean tls;

    TomcatConnectors(List<Listener> listeners, ApplicationLifecycle application, boolean tls) {
        this.listeners = listeners;
        life = application.life();
        this.tls = tls;
    }

    /** Changes a factory of web servers, whose type differs between the versions of Spring Boot. */
    void addTo(Consumer<String> protocol, Consumer<Consumer<Connector>> customizer, Consumer<Connector[]> more) {
        if (listeners.isEmpty()) {
            return;
        }
        if (tls && listeners.size() > 1) {
            throw new DoorbellException("expected one listener for a server with TLS, got " + listeners
                    + ". Pass one, such as [::]:8443 for both IP versions.");
        }
        protocol.accept(DoorbellProtocol.class.getName());
        customizer.accept(connector -> serve(connector, listeners.get(0)));
        more.accept(listeners.stream().skip(1).map(this::connector).toArray(Connector[]::new));
    }

    private Connector connector(Listener listener) {
        Connector connector = new Connector(DoorbellProtocol.class.getName());
        connector.setThrowOnFailure(true);
        serve(connector, listener);
        return connector;
    }

    private void serve(Connector connector, Listener listener) {
        try {
            ((DoorbellProtocol) connector.getProtocolHandler()).serve(listener, life);
        } catch (IllegalStateException e) {
            throw new DoorbellException(e);
        }
    }
}
