package dev.doorbell.e2e.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoUnits;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A health check that resets its connections, as load balancers do, under {@code Accept=yes}, before the JVM looks at
 * them. A program that finds no connection binds its spec and continues, so that a mistake shows afterwards.
 */
@Needs({"python3", "flock", "private systemd"})
@Timeout(600)
class HealthCheckResetsIT {
    private static final int RESETS = Integer.getInteger("doorbell.resets", 60);
    private static final int BATCH = 10;
    private static final String OWN_PORT = "9399";
    private static final String GATE = "/run/gate";
    private static final String JAVA =
            "/usr/bin/java -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx32m -jar"
                    + " /opt/echo/echo-daemon.jar --inetd x=tcp://127.0.0.1:" + OWN_PORT + "?reuseport=true";

    /** A script that starts java when the connections are reset. */
    private static final String COMMAND = "/bin/sh -c 'flock " + GATE + " true </dev/null; exec " + JAVA + "'";

    @Booted
    private static PrivateSystemd systemd;

    @BeforeAll
    static void prepare() throws Exception {
        EchoUnits.putJar(systemd);
        systemd.install("one@.service", "[Service]\nExecStart=" + COMMAND + "\n");
        systemd.install("one.socket", socket("9311"));
        systemd.install(
                "inetd@.service",
                "[Service]\nExecStart=" + COMMAND + "\nStandardInput=socket\nStandardOutput=journal\n"
                        + "StandardError=journal\n");
        systemd.install("inetd.socket", socket("9312"));
        systemd.reload();
        systemd.systemctl("start", "one.socket", "inetd.socket");
    }

    private static String socket(String port) {
        return "[Socket]\nListenStream=127.0.0.1:" + port + "\nAccept=yes\nMaxConnections=" + 2 * BATCH
                + "\nPollLimitIntervalSec=0\nTriggerLimitIntervalSec=0\n";
    }

    @ParameterizedTest
    @CsvSource({"one, 9311", "inetd, 9312"})
    void they_leave_no_listener_no_failed_unit_and_no_slot_taken(String unit, String port) throws Exception {
        for (int done = 0; done < RESETS; done += BATCH) {
            reset(unit, port);
            systemd.awaitState(unit + ".socket", "NConnections", "0");
        }
        assertThat(systemd.show(unit + ".socket", "NRefused")).isEqualTo("0");
        assertThat(systemd.show(unit + ".socket", "ActiveState")).isEqualTo("active");
        assertThat(systemd.systemctl("list-units", "--failed", "--no-legend")).isEmpty();
        assertThat(String.join("\n", systemd.journal(unit + "@*.service")))
                .as("the output of the programs")
                .contains("\"kind\":\"CONNECTION\"")
                .doesNotContain("fallback", "WARNING", "echo-daemon:");
        assertThat(listening()).doesNotContain(String.format(":%04X ", Integer.parseInt(OWN_PORT)));
        systemd.clientBeside("tcp", "127.0.0.1", port);
    }

    private static void reset(String unit, String port) throws Exception {
        String gate = systemd.path(GATE).toString();
        try (Program lock = Program.start(List.of("flock", gate, "sh", "-c", "echo locked; cat"));
                Program clients = systemd.beside(Clients.command("reset", "127.0.0.1", port, String.valueOf(BATCH)))) {
            lock.outLine("locked");
            clients.outLine("connected");
            systemd.awaitState(unit + ".socket", "NConnections", String.valueOf(BATCH));
            clients.closeInput();
            assertThat(clients.exitCode()).as("%s", clients.err()).isZero();
            lock.closeInput();
            assertThat(lock.exitCode()).isZero();
        }
    }

    /** Returns the sockets of IPv4 and IPv6 in the network of the system, from {@code proc(5)}. */
    private static String listening() throws Exception {
        Path net = Path.of("/proc/" + systemd.init() + "/net");
        return String.join("\n", List.of(Files.readString(net.resolve("tcp")), Files.readString(net.resolve("tcp6"))));
    }
}
