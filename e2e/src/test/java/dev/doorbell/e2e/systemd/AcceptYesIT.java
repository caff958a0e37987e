package dev.doorbell.e2e.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoUnits;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import org.apache.commons.lang3.time.StopWatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Units with {@code Accept=yes}: a process for each connection, from a template unit. */
@Needs({"python3", "private systemd"})
@Timeout(300)
class AcceptYesIT {
    private static final int CONNECTIONS = 100;

    /** Options for many JVMs at once: each is small, and starts fast. */
    private static final String COMMAND =
            "/usr/bin/java -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx32m -jar"
                    + " /opt/echo/echo-daemon.jar --inetd";

    @Booted
    private static PrivateSystemd systemd;

    @BeforeAll
    static void prepare() throws Exception {
        EchoUnits.putJar(systemd);
        systemd.install("one@.service", "[Service]\nExecStart=" + COMMAND + "\n");
        systemd.install(
                "one.socket",
                "[Socket]\nListenStream=127.0.0.1:9301\nAccept=yes\nMaxConnections=" + CONNECTIONS + "\n");
        systemd.install(
                "inetd@.service",
                "[Service]\nExecStart=" + COMMAND + "\nStandardInput=socket\nStandardError=journal\n");
        systemd.install("inetd.socket", "[Socket]\nListenStream=127.0.0.1:9302\nAccept=yes\n");
        systemd.reload();
        systemd.systemctl("start", "one.socket", "inetd.socket");
    }

    @Test
    void a_hundred_connections_at_once_and_not_one_more() throws Exception {
        StopWatch watch = StopWatch.createStarted();
        try (Program clients = systemd.beside(Clients.command("many", "9301", String.valueOf(CONNECTIONS)))) {
            clients.outLine("all served");
            System.out.println(CONNECTIONS + " connections, each with its own JVM: all served after " + watch);
            assertThat(clients.outLine("one more:")).isEqualTo("one more: closed");
            assertThat(systemd.show("one.socket", "NConnections")).isEqualTo("" + CONNECTIONS);
            assertThat(systemd.show("one.socket", "NRefused")).isEqualTo("1");
            clients.closeInput();
            assertThat(clients.exitCode()).as("%s", clients.err()).isZero();
        }
        systemd.awaitState("one.socket", "NConnections", "0");
        assertThat(systemd.journal("one@*.service").stream().filter(line -> line.startsWith("{")))
                .hasSize(CONNECTIONS)
                .allSatisfy(line -> assertThat(line)
                        .startsWith(
                                "{\"name\":\"connection\",\"kind\":\"CONNECTION\",\"provider\":\"systemd\",\"fd\":3,"));
        assertThat(systemd.systemctl("list-units", "--failed", "--no-legend")).isEmpty();
        systemd.client("tcp", "127.0.0.1", "9301");
    }

    @Test
    void StandardInput_socket_nothing_but_the_echo_reaches_the_client() throws Exception {
        systemd.client("tcp", "127.0.0.1", "9302");
        systemd.awaitState("inetd.socket", "NConnections", "0");
        assertThat(systemd.systemctl("list-units", "--failed", "--no-legend", "inetd@*"))
                .isEmpty();
        assertThat(systemd.journal("inetd@*.service"))
                .as("its own log lines are dropped")
                .doesNotContain("ready");
    }
}
