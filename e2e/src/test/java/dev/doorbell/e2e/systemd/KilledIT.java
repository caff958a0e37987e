package dev.doorbell.e2e.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoService;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that is killed: its socket remains, with the clients that wait in its backlog. */
@Needs({"python3", "private systemd"})
@Timeout(120)
class KilledIT {
    @Booted
    private static PrivateSystemd systemd;

    @ParameterizedTest
    @ValueSource(strings = {"simple", "exec"})
    void a_client_who_waits_is_served_by_the_next_process(String type) throws Exception {
        String path = "/run/" + type + ".sock";
        EchoService echo =
                EchoService.install(systemd, type, "x").with(type, "ListenStream=" + path, "FileDescriptorName=x");
        systemd.install(type + ".service.d/type.conf", "[Service]\nType=" + type + "\n");
        echo.started().listeners();
        String killed = systemd.show(type + ".service", "MainPID");
        // the service no longer accepts, and the client waits in the backlog
        systemd.systemctl("kill", "--signal=STOP", type + ".service");
        Eventually.becomesTrue(
                "every thread is stopped",
                () -> systemd.run(List.of("sh", "-c", "cat /proc/" + killed + "/task/*/stat")).stream()
                        .allMatch(thread -> thread.contains(") T ")));
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(systemd.path(path)))) {
            client.write(ByteBuffer.wrap(new byte[] {7}));
            systemd.systemctl("kill", "--signal=KILL", type + ".service");
            ByteBuffer answer = ByteBuffer.allocate(2);
            assertThat(client.read(answer)).isEqualTo(1);
            assertThat(answer.get(0)).isEqualTo((byte) 7);
        }
        assertThat(systemd.show(type + ".service", "MainPID")).isNotEqualTo(killed);
        assertThat(systemd.show(type + ".service", "ActiveState")).isEqualTo("active");
        echo.stop();
    }
}
