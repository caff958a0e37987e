package dev.doorbell.tomcat;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Server;
import org.apache.catalina.core.StandardServer;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle of a Tomcat that is configured by {@code server.xml}. It opens the listener of each connector that has the
 * {@link DoorbellProtocol}, notifies the service manager when Tomcat has started, and stops Tomcat when it is idle, and on SIGTERM
 * and SIGINT when no work is in progress any more. The JVM then exits with status 0.
 *
 * <pre>{@code
 * <Server port="-1">
 *   <Listener className="dev.doorbell.tomcat.DoorbellListener" drainSeconds="20" idleExitSeconds="300" />
 * }</pre>
 */
public final class DoorbellListener implements LifecycleListener {
    private final AtomicBoolean ends = new AtomicBoolean();
    private Duration drain = Duration.ofSeconds(10);
    private @Nullable Duration idleExit;
    private @Nullable Lifecycle life;

    /** Creates the listener of a server. */
    public DoorbellListener() {}

    /**
     * Sets how long requests in progress may take when Tomcat stops.
     *
     * @param seconds the time, 0 or more; 10 if it is not set
     */
    public void setDrainSeconds(int seconds) {
        drain = Duration.ofSeconds(seconds);
    }

    /**
     * Sets when an idle Tomcat stops: see {@link Lifecycle.Builder#exitWhenIdle}.
     *
     * @param seconds the time, 0 or more; if it is not set, {@link Lifecycle#IDLE_EXIT} decides
     */
    public void setIdleExitSeconds(int seconds) {
        idleExit = Duration.ofSeconds(seconds);
    }

    @Override
    public void lifecycleEvent(LifecycleEvent event) {
        if (!(event.getLifecycle() instanceof Server server)) {
            return;
        }
        try {
            switch (event.getType()) {
                case org.apache.catalina.Lifecycle.BEFORE_INIT_EVENT -> open(server);
                case org.apache.catalina.Lifecycle.BEFORE_START_EVENT -> opened();
                case org.apache.catalina.Lifecycle.AFTER_START_EVENT -> opened().ready();
                case org.apache.catalina.Lifecycle.BEFORE_STOP_EVENT -> drain();
                default -> {}
            }
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void open(Server server) throws IOException {
        List<DoorbellProtocol> connectors = connectors(server);
        checkNames(connectors);
        Listeners listeners =
                Doorbell.open(connectors.stream().map(DoorbellProtocol::spec).toArray(ListenerSpec[]::new));
        Lifecycle.Builder plan = Lifecycle.of(listeners).drain(drain).onEnd(() -> stop(server));
        if (idleExit != null) {
            plan.exitWhenIdle(idleExit);
        }
        Lifecycle begun = plan.start();
        for (DoorbellProtocol connector : connectors) {
            connector.serve(listeners.get(connector.getDoorbellName()), begun);
        }
        life = begun;
    }

    private static List<DoorbellProtocol> connectors(Server server) {
        List<DoorbellProtocol> connectors = Stream.of(server.findServices())
                .flatMap(service -> Stream.of(service.findConnectors()))
                .map(connector -> connector.getProtocolHandler())
                .filter(DoorbellProtocol.class::isInstance)
                .map(DoorbellProtocol.class::cast)
                .toList();
        if (connectors.isEmpty()) {
            throw new IllegalStateException(
                    "DoorbellListener: no Connector has the protocol of Doorbell. Set protocol=\""
                            + DoorbellProtocol.class.getName() + "\" at the Connector in server.xml.");
        }
        return connectors;
    }

    private static void checkNames(List<DoorbellProtocol> connectors) {
        Set<String> names = new HashSet<>();
        for (DoorbellProtocol connector : connectors) {
            if (!names.add(connector.getDoorbellName())) {
                throw new IllegalStateException("DoorbellListener: two Connectors have the listener \""
                        + connector.getDoorbellName() + "\". Give one of them another doorbellName in server.xml.");
            }
        }
    }

    /** Keeps Tomcat from starting without a listener: by default, it only logs that its initialization failed. */
    private Lifecycle opened() {
        if (life == null) {
            throw new IllegalStateException("DoorbellListener: the listeners are not open, as the log says above.");
        }
        return life;
    }

    /** Lets Tomcat stop on its own thread, which waits for that. */
    private void stop(Server server) throws LifecycleException {
        if (ends.compareAndSet(false, true)) {
            if (server instanceof StandardServer standard) {
                standard.stopAwait();
            } else {
                server.stop();
            }
        }
    }

    /** Tomcat stops for another reason, such as its shutdown port. */
    private void drain() throws InterruptedException {
        if (life != null && ends.compareAndSet(false, true)) {
            // a second stop would end the drain
            if (!life.isEnding()) {
                life.stop();
            }
            life.awaitEnd();
        }
    }
}
