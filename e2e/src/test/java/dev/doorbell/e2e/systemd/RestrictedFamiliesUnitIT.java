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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service with {@code RestrictAddressFamilies=AF_UNIX} under a real systemd, with all its listeners passed. */
@Needs({"python3", "private systemd"})
@Timeout(180)
class RestrictedFamiliesUnitIT {
    @Booted
    private static PrivateSystemd systemd;

    @BeforeAll
    static void prepare() throws Exception {
        EchoUnits.putJar(systemd);
        systemd.install("t.socket", socket("ListenStream=127.0.0.1:9321"));
        systemd.install("u.socket", socket("ListenDatagram=127.0.0.1:9321"));
        systemd.install("s.socket", socket("ListenStream=/run/restricted.sock"));
        service(" -version", "");
        systemd.systemctl("start", "t.socket", "u.socket", "s.socket");
    }

    private static String socket(String listen) {
        return "[Socket]\n" + listen + "\nService=restricted.service\n";
    }

    static Stream<String> waysIn() {
        return SandboxIT.waysIn();
    }

    @ParameterizedTest
    @MethodSource("waysIn")
    void tcp_and_udp_over_ipv4_and_unix_sockets_are_served(String java) throws Exception {
        service(java, "t=tcp://127.0.0.1:9321 u=udp://127.0.0.1:9321 s=unix:///run/restricted.sock");

        systemd.clientBeside("tcp", "127.0.0.1", "9321");
        systemd.clientBeside("udp", "127.0.0.1", "9321");
        Echo.overUnix(systemd.path("/run/restricted.sock"));

        assertThat(MainProcess.of(systemd, "restricted.service").status("Seccomp"))
                .as("filtered")
                .isEqualTo("2");
        assertThat(systemd.journal("restricted.service")).noneMatch(line -> line.contains("fallback"));
        systemd.systemctl("stop", "restricted.service");
    }

    /** Shows that the test above can fail. */
    @Test
    void the_same_unit_may_open_no_socket() throws Exception {
        service(" -jar /opt/echo/echo-daemon.jar", "--when-unclaimed later own=tcp://127.0.0.1:9322");
        systemd.runAnyway(List.of("systemctl", "start", "restricted.service"));
        systemd.awaitJournal("restricted.service", "Address family not supported by protocol");
        systemd.runAnyway(List.of("systemctl", "stop", "restricted.service"));
        systemd.runAnyway(List.of("systemctl", "reset-failed"));
        systemd.systemctl("start", "t.socket", "u.socket", "s.socket");
    }

    private static void service(String java, String specs) throws Exception {
        systemd.install(
                "restricted.service",
                "[Service]\nExecStart=/usr/bin/java" + java + " " + specs + "\nRestrictAddressFamilies=AF_UNIX"
                        + "\nSuccessExitStatus=143\n");
        systemd.reload();
    }
}
