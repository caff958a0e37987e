package dev.doorbell.e2e.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoUnits;
import dev.doorbell.e2e.fixture.systemd.MainProcess;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The units of the example under a newer systemd than the oldest supported one. */
@Needs({"python3", "private systemd", "newer systemd"})
@Timeout(120)
class NewerSystemdIT {
    @Test
    void echo_daemon_is_activated_by_systemd_257_and_later_as_well(@Booted(newer = true) PrivateSystemd systemd)
            throws Exception {
        assertThat(systemd.systemctl("--version").get(0)).matches("systemd (25[7-9]|2[6-9]\\d) .*");
        EchoUnits.installEnabled(systemd);

        systemd.clientBeside("tcp", "127.0.0.1", "8080");
        Echo.overUnix(systemd.path("/run/echo.sock"));

        MainProcess echo = MainProcess.of(systemd, "echo.service");
        assertThat(systemd.journal("echo.service"))
                .contains(EchoDaemon.line("http", "TCP", echo.passed("http"), "127.0.0.1:8080"))
                .contains(EchoDaemon.line("control", "UNIX_STREAM", echo.passed("control"), "/run/echo.sock"));
        assertThat(systemd.show("echo.service", "ActiveState")).isEqualTo("active");
    }
}
