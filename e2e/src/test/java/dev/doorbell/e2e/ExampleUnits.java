package dev.doorbell.e2e;

import java.nio.file.Path;
import java.util.List;

/** The units of the examples, installed as their comments say. */
final class ExampleUnits {
    static final Path ECHO = Paths.ROOT.resolve("examples/echo-daemon/units");

    private ExampleUnits() {}

    /** echo-daemon, and nothing of it started: its sockets listen. */
    static void installEcho(PrivateSystemd systemd) throws Exception {
        systemd.put(Path.of(Paths.ECHO_DAEMON), "/opt/echo/echo-daemon.jar");
        for (String unit : List.of("echo-http.socket", "echo-control.socket", "echo.service")) {
            systemd.install(ECHO.resolve(unit));
        }
        systemd.reload();
        systemd.systemctl("enable", "--now", "echo-http.socket", "echo-control.socket");
    }
}
