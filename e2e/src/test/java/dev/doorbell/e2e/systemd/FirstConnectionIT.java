package dev.doorbell.e2e.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoUnits;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.apache.commons.lang3.time.StopWatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** The program echo-daemon with its units, installed as their comments say, under a newly booted systemd. */
@Needs({"python3", "private systemd"})
@Timeout(120)
@TestMethodOrder(MethodOrderer.MethodName.class)
class FirstConnectionIT {
    private static final String TCP_CLIENT = """
            import socket
            client = socket.create_connection(("127.0.0.1", 8080), 30)
            client.sendall(b"ping")
            client.shutdown(socket.SHUT_WR)
            print(client.makefile().read())
            """;

    @Booted
    private static PrivateSystemd systemd;

    @BeforeAll
    static void prepare() throws Exception {
        EchoUnits.installEnabled(systemd);
    }

    @Test
    void the_first_connection_starts_the_service_and_is_served() throws Exception {
        assertThat(systemd.show("echo-http.socket", "SubState")).isEqualTo("listening");
        assertThat(systemd.show("echo.service", "ActiveState")).isEqualTo("inactive");

        System.out.println("from connect to the first byte: " + firstByteMillis() + " ms");

        assertThat(systemd.show("echo.service", "ActiveState")).isEqualTo("active");
        assertThat(systemd.show("echo-http.socket", "SubState")).isEqualTo("running");
        assertThat(systemd.journal("echo.service")).contains("ready");
    }

    @Test
    void the_next_clients_reach_either_socket() throws Exception {
        Echo.overUnix(systemd.path("/run/echo.sock"));
        try (Program client = systemd.beside(List.of("python3", "-c", TCP_CLIENT))) {
            assertThat(client.exitCode()).as("%s", client.err()).isZero();
            assertThat(client.out()).containsExactly("ping");
        }
    }

    private static long firstByteMillis() throws Exception {
        StopWatch watch = StopWatch.createStarted();
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(systemd.path("/run/echo.sock")))) {
            client.write(ByteBuffer.wrap(new byte[] {7}));
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(1);
        }
        return watch.getDuration().toMillis();
    }
}
