package dev.doorbell.e2e.units;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.e2e.fixture.systemd.UserManager;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Units of one user, with their sandbox, under {@code systemd --user}. */
@Needs({"python3", "setpriv", "private systemd"})
@Timeout(120)
@Tag("once")
class GeneratedUserUnitsIT {
    private static final String SOCKET = "/run/user/" + UserManager.UID + "/mine.sock";

    @Booted
    private static PrivateSystemd systemd;

    private static UserManager user;

    @BeforeAll
    static void prepare() throws Exception {
        user = UserManager.start(systemd);
        user.put(Path.of(Paths.ECHO_DAEMON), "echo-daemon.jar");
    }

    @Test
    void the_first_client_starts_the_service_of_the_user(@TempDir Path folder) throws Exception {
        String spec = "control=unix://" + SOCKET + "?mode=0600";
        String[] arguments = {"--user-unit", spec, "--", "/usr/bin/java", "-jar", "/home/guest/echo-daemon.jar", spec};
        for (Path unit : Generated.units(folder, "mine", arguments)) {
            user.put(unit, ".config/systemd/user/" + unit.getFileName());
        }
        user.systemctl("daemon-reload");
        user.systemctl("enable", "--now", "mine.socket");
        assertThat(user.show("mine.service", "ActiveState")).isEqualTo("inactive");
        Echo.overUnix(systemd.path(SOCKET));
        assertThat(user.journal("mine.service")).contains(EchoDaemon.line("control", "UNIX_STREAM", 3, SOCKET));
        user.systemctl("stop", "mine.service");
        assertThat(user.show("mine.service", "Result")).isEqualTo("success");
    }
}
