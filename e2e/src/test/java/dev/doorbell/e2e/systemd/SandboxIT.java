package dev.doorbell.e2e.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoUnits;
import dev.doorbell.e2e.fixture.systemd.MainProcess;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The example with its sandbox, on ports that only root may bind. */
@Needs({"python3", "private systemd"})
@Timeout(180)
class SandboxIT {
    private static final String SPECS = " http https quic control";
    private static final String NO_CAPABILITIES = "0000000000000000";
    private static final String FROM_CLASS_PATH = " -cp /opt/echo/echo-daemon.jar dev.doorbell.examples.echo.Main";
    private static final List<String> SOCKETS =
            List.of("echo-http.socket", "echo-https.socket", "echo-quic.socket", "echo-control.socket");

    @Booted
    private static PrivateSystemd systemd;

    @BeforeAll
    static void prepare() throws Exception {
        EchoUnits.putJar(systemd);
        EchoUnits.install(systemd);
        for (String service : List.of("echo.service", "trial.service")) {
            systemd.put(EchoUnits.FOLDER.resolve("sandbox.conf"), "/etc/systemd/system/" + service + ".d/sandbox.conf");
        }
        systemd.install("echo-http.socket.d/port.conf", "[Socket]\nListenStream=\nListenStream=80\n");
        systemd.install("echo-https.socket", socket("https", "ListenStream=443"));
        systemd.install("echo-quic.socket", socket("quic", "ListenDatagram=443"));
        systemd.reload();
        for (String socket : SOCKETS) {
            systemd.systemctl("start", socket);
        }
    }

    private static String socket(String name, String listen) {
        return "[Socket]\n" + listen + "\nFileDescriptorName=" + name + "\nService=echo.service\n";
    }

    @AfterEach
    void stop() throws Exception {
        systemd.runAnyway(List.of("systemctl", "stop", "echo.service", "trial.service"));
        systemd.runAnyway(List.of("systemctl", "reset-failed"));
    }

    static Stream<String> waysIn() {
        return Stream.of(
                " -jar /opt/echo/echo-daemon.jar",
                " --add-opens java.base/sun.nio.ch=ALL-UNNAMED -Ddoorbell.access=opened" + FROM_CLASS_PATH,
                " -Ddoorbell.access=serialization" + FROM_CLASS_PATH,
                " -Ddoorbell.access=jna" + FROM_CLASS_PATH);
    }

    @ParameterizedTest
    @MethodSource("waysIn")
    void ports_80_and_443_are_served_by_a_user_without_a_capability(String java) throws Exception {
        use("/usr/bin/java" + java + SPECS, "");

        assertServesAll();

        MainProcess echo = MainProcess.of(systemd, "echo.service");
        assertThat(echo.status("Uid").split("\t")).hasSize(4).doesNotContain("0");
        for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
            assertThat(echo.status(set)).as(set).isEqualTo(NO_CAPABILITIES);
        }
        assertThat(echo.status("NoNewPrivs")).isEqualTo("1");
        assertThat(echo.status("Seccomp")).as("filtered").isEqualTo("2");
    }

    @Test
    void a_user_that_exists_already_will_do() throws Exception {
        use("/usr/bin/java -jar /opt/echo/echo-daemon.jar" + SPECS, "DynamicUser=no\nUser=daemon\n");

        assertServesAll();

        assertThat(MainProcess.of(systemd, "echo.service").status("Uid")).isEqualTo("1\t1\t1\t1");
    }

    /** Shows that the test above can fail. */
    @Test
    void the_same_sandbox_lets_no_program_bind_port_80() throws Exception {
        trial("/usr/bin/java -jar /opt/echo/echo-daemon.jar x=tcp://127.0.0.1:80", "PrivateNetwork=no");

        systemd.awaitJournal("trial.service", "127.0.0.1:80");
        assertThat(String.join("\n", systemd.journal("trial.service"))).contains("Permission denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xmixed", "-Xint"})
    void hotspot_does_not_start_where_memory_cannot_become_executable(String mode) throws Exception {
        trial("/usr/bin/java " + mode + " -version", "MemoryDenyWriteExecute=yes");

        systemd.awaitJournal("trial.service", "Failed to mark memory page as executable");
    }

    @Test
    void ipv6_that_the_sandbox_hides_from_the_jvm_is_told_from_a_missing_one() throws Exception {
        use("/usr/bin/java -jar /opt/echo/echo-daemon.jar" + SPECS, "ProcSubset=pid\n");
        systemd.runAnyway(List.of("systemctl", "start", "echo.service"));
        systemd.awaitState("echo.service", "Result", "exit-code");

        systemd.awaitJournal("echo.service", " over IPv6, and this JVM has none");
    }

    private static void use(String command, String more) throws Exception {
        systemd.install("echo.service.d/way.conf", "[Service]\nExecStart=\nExecStart=" + command + "\n" + more);
        systemd.reload();
    }

    private static void assertServesAll() throws Exception {
        systemd.clientBeside("tcp", "127.0.0.1", "80");
        systemd.clientBeside("tcp", "127.0.0.1", "443");
        systemd.clientBeside("udp", "127.0.0.1", "443");
        Echo.overUnix(systemd.path("/run/echo.sock"));
    }

    /** Starts a program in the sandbox, without a socket, which must fail. */
    private static void trial(String command, String more) throws Exception {
        systemd.install("trial.service", "[Service]\nType=exec\nExecStart=" + command + "\n");
        systemd.install("trial.service.d/trial.conf", "[Service]\n" + more + "\n");
        systemd.reload();
        systemd.runAnyway(List.of("systemctl", "start", "trial.service"));
        systemd.awaitState("trial.service", "Result", "exit-code");
    }
}
