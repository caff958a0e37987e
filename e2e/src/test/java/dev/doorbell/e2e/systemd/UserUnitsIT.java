package dev.doorbell.e2e.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoUnits;
import dev.doorbell.e2e.fixture.systemd.MainProcess;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.e2e.fixture.systemd.UserManager;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The user units of the example under {@code systemd --user}: a TCP port, and a path in the user's {@code %t}. */
@Needs({"python3", "setpriv", "private systemd"})
@Timeout(120)
class UserUnitsIT {
    private static final String SOCKET = "/run/user/" + UserManager.UID + "/echo.sock";

    @Booted
    private static PrivateSystemd systemd;

    private static UserManager user;

    @BeforeAll
    static void prepare() throws Exception {
        user = UserManager.start(systemd);
        user.put(Path.of(Paths.ECHO_DAEMON), ".local/share/echo/echo-daemon.jar");
        for (String unit : List.of("echo.service", "echo-http.socket", "echo-control.socket")) {
            user.put(EchoUnits.FOLDER.resolve("user").resolve(unit), ".config/systemd/user/" + unit);
        }
        user.systemctl("daemon-reload");
        user.systemctl("enable", "--now", "echo-http.socket", "echo-control.socket");
    }

    @AfterEach
    void stop() throws Exception {
        user.systemctl("stop", "echo.service");
    }

    @Test
    void the_first_connection_to_either_socket_starts_the_service_as_the_user() throws Exception {
        assertThat(user.show("echo.service", "ActiveState")).isEqualTo("inactive");
        Echo.overUnix(systemd.path(SOCKET));
        systemd.clientBeside("tcp", "127.0.0.1", "8080");

        MainProcess echo = echo();
        assertThat(echo.status("Uid")).startsWith(UserManager.UID + "\t" + UserManager.UID + "\t");
        assertThat(user.journal("echo.service"))
                .contains(EchoDaemon.line("http", "TCP", echo.passed("http"), "127.0.0.1:8080"))
                .contains(EchoDaemon.line("control", "UNIX_STREAM", echo.passed("control"), SOCKET));
    }

    @Test
    void the_service_gets_the_sockets_and_the_users_environment() throws Exception {
        user.systemctl("set-environment", "GREETING=hello");
        systemd.clientBeside("tcp", "127.0.0.1", "8080");

        MainProcess echo = echo();
        assertThat(echo.variable("LISTEN_PID")).isEqualTo(user.show("echo.service", "MainPID"));
        assertThat(echo.variable("LISTEN_FDS")).isEqualTo("2");
        assertThat(echo.variable("LISTEN_FDNAMES").split(":")).containsExactlyInAnyOrder("http", "control");
        assertThat(echo.variable("XDG_RUNTIME_DIR")).isEqualTo("/run/user/" + UserManager.UID);
        assertThat(echo.variable("GREETING")).isEqualTo("hello");
    }

    @Test
    void the_users_socket_is_closed_to_other_users_and_outlives_the_service() throws Exception {
        Echo.overUnix(systemd.path(SOCKET));
        String first = user.show("echo.service", "MainPID");
        user.systemctl("stop", "echo.service");

        Path path = systemd.path(SOCKET);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(Files.getAttribute(path, "unix:uid")).hasToString(UserManager.UID);
        Echo.overUnix(path);
        assertThat(user.show("echo.service", "MainPID")).isNotEqualTo(first);
        assertThat(user.show("echo.service", "Result")).isEqualTo("success");
    }

    private static MainProcess echo() throws Exception {
        return new MainProcess(systemd.path("/proc/" + user.show("echo.service", "MainPID")));
    }
}
