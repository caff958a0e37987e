package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The java.net view of a bound listener. */
@Timeout(30)
class ServerSocketTest {
    private Listener http;
    private ServerSocket socket;

    @BeforeEach
    void bind() throws IOException {
        http = Fallback.bind("http=tcp://127.0.0.1:0");
        socket = http.serverSocket();
    }

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    @Test
    void it_is_bound_and_accepts() throws IOException {
        assertThat(socket.isBound()).isTrue();
        assertThat(socket.getLocalPort()).isEqualTo(Fallback.port(http));
        assertAccepts(socket);
    }

    @Test
    void a_timeout_ends_a_wait_and_later_clients_are_accepted() throws IOException {
        socket.setSoTimeout(20);
        assertThatThrownBy(socket::accept).isInstanceOf(SocketTimeoutException.class);
        assertAccepts(socket);
    }

    @Test
    void it_cannot_be_bound_again() {
        assertThatThrownBy(() -> socket.bind(new InetSocketAddress("127.0.0.1", 0)))
                .isInstanceOf(SocketException.class);
    }

    @Test
    void the_listener_closes_it() throws IOException {
        http.close();
        assertThat(socket.isClosed()).isTrue();
        assertThatThrownBy(socket::accept).isInstanceOf(IOException.class);
    }

    private static void assertAccepts(ServerSocket socket) throws IOException {
        try (Socket client = new Socket(socket.getInetAddress(), socket.getLocalPort());
                Socket accepted = socket.accept()) {
            client.getOutputStream().write('x');
            assertThat(accepted.getInputStream().read()).isEqualTo('x');
        }
    }
}
