package dev.doorbell.jetty;

import dev.doorbell.lifecycle.Intake;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.lifecycle.Work;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;

/**
 * The {@linkplain DoorbellConnector connectors} of servers under a lifecycle that has more to do than to run one server, such
 * as that of a framework. A program that embeds one server takes {@link JettyLifecycle}.
 *
 * <pre>{@code
 * JettyIntake jetty = new JettyIntake();
 * Lifecycle life = Lifecycle.of(listeners).intake(jetty).onEnd(server::stop).start();
 * jetty.serve(server, life);
 * server.start();
 * life.ready();
 * }</pre>
 *
 * <p>It counts as work what {@link JettyLifecycle} does. Safe for use by several threads.
 */
public final class JettyIntake implements Intake {
    private final List<DoorbellConnector> connectors = new CopyOnWriteArrayList<>();
    private boolean paused;

    /** Creates the intake of no connector. */
    public JettyIntake() {
        // serve adds them
    }

    /**
     * Adds the connectors of a server, and a handler that counts its requests.
     *
     * @param server a server that is not started, with all its connectors
     * @param life the lifecycle that this intake was given to
     * @throws IllegalStateException if the server is started
     */
    public synchronized void serve(Server server, Lifecycle life) {
        Supplier<Work> begin = life::begin;
        server.insertHandler(new RequestCounter(begin));
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof DoorbellConnector ours) {
                ours.countBy(begin);
                connectors.add(ours);
                if (paused) {
                    ours.pause();
                }
            }
        }
    }

    @Override
    public synchronized void pause() {
        paused = true;
        for (DoorbellConnector connector : connectors) {
            connector.pause();
        }
    }

    @Override
    public synchronized void resume() throws IOException {
        for (DoorbellConnector connector : connectors) {
            connector.resume();
        }
        paused = false;
    }

    boolean isHealthy() throws Exception {
        boolean healthy = true;
        for (DoorbellConnector connector : connectors) {
            healthy &= Selectors.areHealthy(connector.getSelectorManager());
        }
        return healthy;
    }
}
