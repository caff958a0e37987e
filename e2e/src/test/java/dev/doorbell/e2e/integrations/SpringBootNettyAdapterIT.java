package dev.doorbell.e2e.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.servers.HeldServer;
import dev.doorbell.e2e.servers.Holder;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The starter for Spring Boot, on Reactor Netty. */
class SpringBootNettyAdapterIT extends AdapterContract {
    @Override
    String name() {
        return "Spring Boot on Reactor Netty";
    }

    @Override
    String severalListeners() {
        return "no";
    }

    @Override
    String file() {
        return "SpringBoot.java";
    }

    @Override
    List<String> adapters() {
        return List.of("tomcat", "jetty", "netty", "reactor-netty", "spring-boot-starter");
    }

    @Override
    List<String> oldest() {
        return List.of("org.springframework.boot:spring-boot-starter-webflux:3.5.16");
    }

    @Override
    List<String> newest() {
        return List.of("org.springframework.boot:spring-boot-starter-webflux:4.0.8");
    }

    @Override
    String startedLine(int port) {
        return "Netty started on port " + port + " (http)";
    }

    /** Spring Boot binds its server once. */
    @Test
    @Override
    void the_first_client_starts_it_and_each_listener_is_served() throws Exception {
        try (Holder holder = holder().listen("http=tcp://127.0.0.1:0");
                SocketChannel early = SocketChannel.open(holder.address(0));
                HeldServer server = holder.start(command())) {
            request().with(early);
            assertThat(server.terminate()).as(server.output()).isZero();
        }
        try (Holder holder = holder().listen("http=tcp://127.0.0.1:0").listen("http=tcp://127.0.0.1:0");
                HeldServer server = holder.start(command())) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(server.output()).contains("expected one listener for Reactor Netty");
        }
    }
}
