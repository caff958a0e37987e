package dev.doorbell.jetty;

import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.lifecycle.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle of a server with {@linkplain DoorbellConnector connectors} of Doorbell: it begins when the server is started,
 * {@code READY=1} is sent when the server has started, and at its end the server is stopped.
 *
 * <pre>{@code
 * server.addEventListener(new JettyLifecycle(server, Lifecycle.of(listeners).drain(Duration.ofSeconds(20))));
 * server.start();
 * server.join();
 * }</pre>
 *
 * <p>Requests and new connections are work in progress. A connection that is kept alive between two requests is not, and
 * neither is a WebSocket after its handshake: both are closed at the end. Put what the program does at its end into a
 * {@link LifeCycle.Listener} of its own.
 */
public final class JettyLifecycle implements LifeCycle.Listener {
    private static final long LAST_ANSWER_MILLIS = 1000;

    private final Server server;
    private final Lifecycle.Builder plan;
    private final JettyIntake intake = new JettyIntake();
    private volatile @Nullable Lifecycle life;
    private Work starting = () -> {};

    /**
     * Creates the lifecycle of a server, to be added to its event listeners.
     *
     * @param server the server, not started, with all its connectors when it is
     * @param plan a lifecycle, not started; its intake, watchdog and end are set here
     */
    public JettyLifecycle(Server server, Lifecycle.Builder plan) {
        this.server = server;
        this.plan = plan.intake(intake).watchdog(this::isHealthy).onEnd(this::stop);
    }

    /**
     * Returns the lifecycle, for work of the program's own and for its status.
     *
     * @return the lifecycle
     * @throws IllegalStateException if the server was not started
     */
    public Lifecycle lifecycle() {
        Lifecycle started = life;
        if (started == null) {
            throw new IllegalStateException("Jetty was not started. Call server.start() first.");
        }
        return started;
    }

    @Override
    public void lifeCycleStarting(LifeCycle event) {
        if (life != null) {
            throw new IllegalStateException(
                    "Jetty cannot be started again: its listeners were closed. Use a new server.");
        }
        try {
            life = plan.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // no idle exit interrupts the start
        starting = lifecycle().begin();
        intake.serve(server, lifecycle());
    }

    @Override
    public void lifeCycleStarted(LifeCycle event) {
        try {
            lifecycle().ready();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            starting.close();
        }
    }

    @Override
    public void lifeCycleFailure(LifeCycle event, Throwable cause) {
        end();
    }

    @Override
    public void lifeCycleStopping(LifeCycle event) {
        end();
    }

    /** Begins the end without waiting for it: this thread holds the lock of the server, which the end may stop. */
    private void end() {
        starting.close();
        if (life != null) {
            lifecycle().stop();
        }
    }

    /** The watchdog asks during start and stop too, which have their own time limits. */
    private boolean isHealthy() throws Exception {
        return !server.isStarted() || intake.isHealthy();
    }

    /** Stops the server, once nothing is in progress or the drain is over. */
    private void stop() throws Exception {
        if (server.getStopTimeout() == 0) {
            server.setStopTimeout(LAST_ANSWER_MILLIS);
        }
        // not if the program stops it
        if (server.isRunning()) {
            try {
                server.stop();
            } catch (TimeoutException e) {
                // requests still in progress are cut off
            }
        }
    }
}
