package dev.doorbell.cli.activator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests of {@code doorbell upgrade}, as its socket answers them. */
@Timeout(30)
class ControlSocketTest {
    @TempDir
    private Path directory;

    private String ask(String request) throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path()))) {
            client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            client.shutdownOutput();
            return new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path path() {
        return directory.resolve("1");
    }

    @Test
    void the_answer_is_the_outcome() throws Exception {
        ControlSocket control = ControlSocket.bind(path(), () -> CompletableFuture.completedFuture("process 2 serves"));
        try (control) {
            assertThat(ask("upgrade")).isEqualTo("done: process 2 serves\n");
        }
        assertThat(path()).doesNotExist();
    }

    @Test
    void the_answer_is_the_failure() throws Exception {
        ControlSocket control =
                ControlSocket.bind(path(), () -> CompletableFuture.failedFuture(new IOException("it hangs")));
        try (control) {
            assertThat(ask("upgrade")).isEqualTo("failed: it hangs\n");
        }
    }

    @Test
    void the_answer_to_a_request_that_throws_is_the_failure() throws Exception {
        ControlSocket control = ControlSocket.bind(path(), () -> {
            throw new IllegalStateException("no thread is left");
        });
        try (control) {
            assertThat(ask("upgrade")).isEqualTo("failed: no thread is left\n");
        }
    }

    @Test
    void another_request_is_refused() throws Exception {
        ControlSocket control = ControlSocket.bind(path(), () -> {
            throw new AssertionError("requested");
        });
        try (control) {
            assertThat(ask("GET / HTTP/1.1")).startsWith("failed: expected the request \"upgrade\"");
        }
    }

    @Test
    void a_socket_that_a_killed_process_has_left_is_replaced() throws Exception {
        ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        killed.bind(UnixDomainSocketAddress.of(path()));
        killed.close();
        assertThat(path()).exists();
        ControlSocket control = ControlSocket.bind(path(), () -> CompletableFuture.completedFuture("here"));
        try (control) {
            assertThat(ask("upgrade")).contains("here");
        }
    }

    @Test
    void a_socket_that_another_process_listens_on_is_not_replaced() throws Exception {
        ControlSocket other = ControlSocket.bind(path(), () -> CompletableFuture.completedFuture("other"));
        try (other) {
            assertThatThrownBy(() -> ControlSocket.bind(path(), CompletableFuture::new))
                    .hasMessageContaining("another process listens");
            assertThat(ask("upgrade")).contains("other");
        }
    }
}
