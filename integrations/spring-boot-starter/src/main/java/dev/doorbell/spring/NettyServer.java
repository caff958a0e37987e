package dev.doorbell.spring;

import dev.doorbell.Listener;
import dev.doorbell.netty.NettyIntake;
import dev.doorbell.reactor.netty.DoorbellLoopResources;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** The server of Reactor Netty that Spring Boot makes, which binds once. */
final class NettyServer {
    /** Of a connection without a request, which keeps the process from ending: Reactor Netty has no limit by default. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** For requests that are in progress a second after the end has begun. */
    private static final Duration LAST_ANSWER = Duration.ofSeconds(5);

    private final NettyIntake intake;
    private final List<Listener> listeners;
    private final ApplicationLifecycle application;

    NettyServer(NettyIntake intake, List<Listener> listeners, ApplicationLifecycle application) {
        this.intake = intake;
        this.listeners = listeners;
        this.application = application;
    }

    /** Changes a factory of web servers, whose type differs between the versions of Spring Boot. */
    void addTo(Consumer<ReactorResourceFactory> resources, Consumer<UnaryOperator<HttpServer>> customizer) {
        if (listeners.isEmpty()) {
            return;
        }
        if (listeners.size() > 1) {
            throw new DoorbellException("expected one listener for Reactor Netty, got " + listeners
                    + ". Pass one, such as [::]:8080 for both IP versions.");
        }
        try {
            resources.accept(loops());
        } catch (IllegalStateException e) {
            throw new DoorbellException(e);
        }
        customizer.accept(this::customize);
    }

    private ReactorResourceFactory loops() {
        ReactorResourceFactory factory = new ReactorResourceFactory();
        factory.setUseGlobalResources(false);
        factory.setLoopResources(
                new DoorbellLoopResources(LoopResources.create("http"), intake.servers(application.life(), listeners)));
        factory.afterPropertiesSet();
        return factory;
    }

    private HttpServer customize(HttpServer server) {
        HttpServer limited = server.configuration().idleTimeout() == null ? server.idleTimeout(IDLE) : server;
        return limited.doOnBound(bound -> intake.onStop(() -> bound.disposeNow(LAST_ANSWER)));
    }
}
