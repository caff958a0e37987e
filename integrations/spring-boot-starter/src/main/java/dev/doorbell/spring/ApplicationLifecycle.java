package dev.doorbell.spring;

import dev.doorbell.lifecycle.HealthCheck;
import dev.doorbell.lifecycle.Intake;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.lifecycle.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/**
 * The lifecycle of an application. It ends before the web server's own graceful shutdown, which closes connections of requests
 * that were accepted and not begun. If listeners were passed, SIGTERM drains first and closes the application then.
 */
final class ApplicationLifecycle implements SmartLifecycle, DisposableBean {
    /** Above that of the web server's graceful shutdown, which is 1024 below the default. */
    private static final int PHASE = DEFAULT_PHASE - 1000;

    private final Lifecycle life;
    private final Work starting;
    private final ConfigurableApplicationContext context;
    private final IntConsumer exit;
    private final AtomicReference<ClosedBy> closedBy = new AtomicReference<>(ClosedBy.NOTHING_YET);
    private volatile boolean ready;
    private volatile boolean running;

    /** The closer of the application. The lifecycle may wait for the lock of a context that another thread closes. */
    private enum ClosedBy {
        NOTHING_YET,
        LIFECYCLE,
        CONTEXT
    }

    ApplicationLifecycle(
            OpenListeners listeners,
            DoorbellProperties properties,
            ConfigurableApplicationContext context,
            HealthCheck check,
            List<Intake> intakes,
            IntConsumer exit)
            throws IOException {
        this.context = context;
        this.exit = exit;
        Lifecycle.Builder plan = Lifecycle.of(listeners.passed())
                .handleSignals(listeners.passed().activated())
                .drain(drain(properties, context.getEnvironment()))
                .watchdog(() -> !ready || !running || check.isHealthy())
                .onEnd(this::closeApplication);
        intakes.forEach(plan::intake);
        if (listeners.anyBound()) {
            plan.exitWhenIdle(IdleTime.NEVER);
        } else if (properties.idleExit() != null) {
            plan.exitWhenIdle(IdleTime.parse(properties.idleExit()));
        }
        life = plan.start();
        starting = life.begin();
    }

    private static Duration drain(DoorbellProperties properties, Environment environment) {
        return properties.drain() != null
                ? properties.drain()
                : environment.getProperty(
                        "spring.lifecycle.timeout-per-shutdown-phase", Duration.class, Duration.ofSeconds(30));
    }

    Lifecycle life() {
        return life;
    }

    @EventListener
    void changed(AvailabilityChangeEvent<ReadinessState> event) throws IOException {
        if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC && !ready) {
            ready = true;
            life.ready();
            starting.close();
        }
    }

    /** Runs on a signal and when idle. The exit is explicit: a closed application may leave non-daemon threads of its server. */
    private void closeApplication() {
        if (closedBy.compareAndSet(ClosedBy.NOTHING_YET, ClosedBy.LIFECYCLE)) {
            exit.accept(SpringApplication.exit(context));
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Drains, unless the end of the lifecycle is what closes the application. */
    @Override
    public void stop(Runnable callback) {
        running = false;
        if (!closedBy.compareAndSet(ClosedBy.NOTHING_YET, ClosedBy.CONTEXT)) {
            callback.run();
            return;
        }
        // a second stop would end the drain
        if (!life.isEnding()) {
            life.stop();
        }
        new Thread(() -> awaitEnd(callback), "doorbell-drain").start();
    }

    private void awaitEnd(Runnable callback) {
        try {
            life.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            callback.run();
        }
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Ends it if the application did not start, and waits for the end, except if the end waits for this thread. */
    @Override
    public void destroy() {
        closedBy.compareAndSet(ClosedBy.NOTHING_YET, ClosedBy.CONTEXT);
        if (closedBy.get() == ClosedBy.CONTEXT) {
            life.close();
        }
    }
}
