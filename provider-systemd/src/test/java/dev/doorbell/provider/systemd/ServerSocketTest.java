package dev.doorbell.provider.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Listener;
import dev.doorbell.provider.systemd.variables.ListenVariables;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ListenerHandle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The java.net view of a passed listener. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self")
@Timeout(30)
class ServerSocketTest {
    private final Numbers numbers = new Numbers();
    private Listener http;
    private ServerSocket socket;

    @BeforeEach
    void adopt() throws Exception {
        numbers.pass(ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0)));
        ListenVariables passed =
                ListenVariables.read(Processes.with("LISTEN_FDS=1", "LISTEN_PID=42"), OptionalLong.empty());
        ListenerSpec spec = ListenerSpec.parse("http=tcp://127.0.0.1:0");
        SystemdSource source = new SystemdSource(passed, new Properties(), numbers.first());
        List<ListenerHandle> found = source.claim(List.of(spec)).found().getOrDefault(spec, List.of());
        assertThat(found).hasSize(1);
        http = new Listener("http", "systemd", found.get(0));
        socket = http.serverSocket();
    }

    @AfterEach
    void close() throws Exception {
        http.close();
        numbers.closeAll();
    }

    @Test
    void it_is_bound_and_accepts() throws IOException {
        assertThat(socket.isBound()).isTrue();
        assertThat(http.address()).hasToString("Optional[127.0.0.1:" + socket.getLocalPort() + "]");
        assertAccepts(socket);
    }

    @Test
    void a_timeout_ends_a_wait_and_later_clients_are_accepted() throws IOException {
        socket.setSoTimeout(20);
        assertThatThrownBy(socket::accept).isInstanceOf(SocketTimeoutException.class);
        assertAccepts(socket);
    }

    @Test
    void it_does_not_accept_once_the_listener_is_in_non_blocking_mode() throws IOException {
        assertThat(http.acceptArrived()).isEmpty();
        assertThatThrownBy(socket::accept).isInstanceOf(IllegalBlockingModeException.class);
    }

    private static void assertAccepts(ServerSocket socket) throws IOException {
        try (Socket client = new Socket(socket.getInetAddress(), socket.getLocalPort());
                Socket accepted = socket.accept()) {
            client.getOutputStream().write('x');
            assertThat(accepted.getInputStream().read()).isEqualTo('x');
        }
    }
}
