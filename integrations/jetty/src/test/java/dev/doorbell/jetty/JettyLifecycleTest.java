package dev.doorbell.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.lifecycle.End;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JettyLifecycleTest {
    private final Server server = new Server();
    private Listeners listeners;
    private JettyLifecycle jetty;

    @BeforeEach
    void open() throws IOException {
        listeners = Doorbell.open("http=tcp://127.0.0.1:0");
        server.addConnector(new DoorbellConnector(server, listeners.get("http")));
        server.setHandler(new DefaultHandler());
        jetty = new JettyLifecycle(
                server, Lifecycle.of(listeners).handleSignals(false).forceExit(false));
        server.addEventListener(jetty);
    }

    @AfterEach
    void close() throws Exception {
        server.stop();
        listeners.close();
    }

    @Test
    void the_end_of_the_lifecycle_stops_the_server() throws Exception {
        server.start();
        assertThat(answer()).startsWith("HTTP/1.1 404");
        jetty.lifecycle().stop();
        assertThat(jetty.lifecycle().awaitEnd()).isEqualTo(End.STOPPED);
        assertThat(server.isStopped()).isTrue();
    }

    @Test
    void a_program_that_stops_the_server_ends_the_lifecycle() throws Exception {
        server.start();
        server.stop();
        assertThat(jetty.lifecycle().awaitEnd()).isEqualTo(End.STOPPED);
    }

    @Test
    void a_server_that_cannot_start_ends_the_lifecycle() throws Exception {
        server.setHandler(new Handler.Wrapper() {
            @Override
            protected void doStart() throws Exception {
                throw new IOException("no content");
            }
        });
        assertThatThrownBy(server::start).hasMessage("no content");
        assertThat(jetty.lifecycle().awaitEnd()).isEqualTo(End.STOPPED);
    }

    @Test
    void a_second_start_is_an_error_that_says_why() throws Exception {
        server.start();
        server.stop();
        assertThatIllegalStateException()
                .isThrownBy(server::start)
                .withMessage("Jetty cannot be started again: its listeners were closed. Use a new server.");
    }

    @Test
    void there_is_no_lifecycle_before_the_start() {
        assertThatIllegalStateException()
                .isThrownBy(jetty::lifecycle)
                .withMessage("Jetty was not started. Call server.start() first.");
    }

    @Test
    void a_listener_of_another_kind_is_refused() throws IOException {
        try (Listeners others = Doorbell.open("ticks=udp://127.0.0.1:0")) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> new DoorbellConnector(server, others.get("ticks")))
                    .withMessageStartingWith("cannot serve \"ticks\" (UDP ")
                    .withMessageContaining("expected TCP");
        }
    }

    private String answer() throws IOException {
        InetSocketAddress address =
                ((Address.Ip) listeners.get("http").address().orElseThrow()).socketAddress();
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
