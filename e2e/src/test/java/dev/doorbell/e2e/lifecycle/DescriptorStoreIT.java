package dev.doorbell.e2e.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.e2e.programs.Keeping;
import dev.doorbell.needs.Needs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Notifications of a service to systemd, and descriptors that systemd stores between two of its processes. */
@Timeout(150)
@Needs({"python3", "private systemd"})
class DescriptorStoreIT {
    private static final int RESTARTS = 5;
    private static final String HOST = "127.0.0.1";
    private static final String PORT = "4000";
    private static final String CLIENT = Paths.script("stream_client.py");

    @Test
    void a_connection_goes_on_byte_for_byte_over_restarts(@Booted PrivateSystemd systemd) throws Exception {
        install(systemd);
        try (Program client = systemd.beside(List.of("python3", CLIENT, HOST, PORT))) {
            client.outLine("connected");
            isReadyWhenItSaysSo(systemd);
            for (int life = 2; life <= 1 + RESTARTS; life++) {
                systemd.systemctl("restart", "keep.service");
                assertThat(systemd.show("keep.service", "StatusText"))
                        .isEqualTo("life " + life + ": [player CONNECTION] [lives FILE] [] [unwatched FIFO] []");
                assertThat(systemd.show("keep.service", "NFileDescriptorStore")).isEqualTo("3");
            }
            client.closeInput();
            String ok = client.outLine("ok ");
            assertThat(client.exitCode()).isZero();
            System.out.printf("descriptor store: %s bytes over %d restarts%n", ok.substring(3), RESTARTS);
        }
        systemd.awaitState("keep.service", "ActiveState", "inactive");
        assertThat(systemd.show("keep.service", "Result")).isEqualTo("success");
    }

    private static void install(PrivateSystemd systemd) throws Exception {
        systemd.install("keep.socket", "[Socket]\nListenStream=" + HOST + ":" + PORT + "\nFileDescriptorName=keep\n");
        systemd.install(
                "keep.service",
                "[Unit]\nStartLimitIntervalSec=0\n[Service]\nType=notify\nFileDescriptorStoreMax=8\nSuccessExitStatus=143\nExecStart="
                        + String.join(" ", SmallProgram.with(SmallProgram.LIBRARIES, List.of(), Keeping.class)) + "\n");
        systemd.reload();
        systemd.systemctl("start", "keep.socket");
    }

    private static void isReadyWhenItSaysSo(PrivateSystemd systemd) throws Exception {
        systemd.awaitState("keep.service", "StatusText", "waiting for another client");
        assertThat(systemd.show("keep.service", "ActiveState")).isEqualTo("activating");
        try (Program another = systemd.beside(List.of(
                "python3", "-c", "import socket; socket.create_connection(('" + HOST + "', " + PORT + ")).recv(1)"))) {
            assertThat(another.exitCode()).isZero();
        }
        systemd.awaitState("keep.service", "ActiveState", "active");
        assertThat(systemd.show("keep.service", "StatusText")).isEqualTo("life 1: [] [] [] [] []");
    }
}
