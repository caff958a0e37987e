package dev.doorbell.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A program in an instance field: started for each test. */
@Timeout(60)
class ActivatedTest {
    @RegisterExtension
    final Activated app = Activated.command(Programs.java(EchoProgram.class, "http", "READY=1", "STATUS=serving"))
            .listen("http=tcp://127.0.0.1:0");

    @Test
    void the_first_connection_starts_it() throws Exception {
        assertThat(app.isRunning()).isFalse();
        try (Socket client = app.connect("http")) {
            app.awaitReady();
            assertThat(app.isRunning()).isTrue();
            assertThat(echo(client, "hello")).isEqualTo("hello");
        }
        assertThat(app.notifications()).containsExactly("READY=1", "STATUS=serving");
        assertThat(app.status()).isEqualTo("serving");
        assertThat(app.starts()).isEqualTo(1);
        assertThat(app.output()).contains("started http");
    }

    @Test
    void the_next_connection_starts_it_again_after_it_was_killed() throws Exception {
        assertEchoes("one");
        app.kill();
        assertThat(app.isRunning()).isFalse();
        assertThat(app.awaitExit()).isEqualTo(137);
        assertEchoes("two");
        assertThat(app.starts()).isEqualTo(2);
    }

    @Test
    void it_is_stopped_by_sigterm_and_restarted_without_a_connection() throws Exception {
        assertEchoes("one");
        long first = app.pid();
        app.restart();
        app.awaitReady();
        assertThat(app.pid()).isNotEqualTo(first);
        assertThat(app.stop()).isEqualTo(143);
        assertThat(app.isRunning()).isFalse();
    }

    private void assertEchoes(String text) throws IOException {
        try (Socket client = app.connect("http")) {
            assertThat(echo(client, text)).isEqualTo(text);
        }
    }

    static String echo(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        client.shutdownOutput();
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
}
