package dev.doorbell.e2e;

import java.nio.file.Path;
import java.util.List;

/** echo-daemon's own units, with other options where a test needs them. */
final class EchoUnits {
    private static final Path UNITS = ExampleUnits.ECHO;

    /** A JVM that starts fast and small, since tests start many. */
    private static final String JAVA = "/usr/bin/java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto";

    private EchoUnits() {}

    /**
     * Installs them, with a drop-in.
     *
     * @param options what echo-daemon is started with besides its listeners
     * @param settings more lines for the section Service
     */
    static void install(PrivateSystemd systemd, String options, String settings) throws Exception {
        for (String unit : List.of("echo-http.socket", "echo-control.socket", "echo.service")) {
            systemd.install(UNITS.resolve(unit));
        }
        // tests start it more often than a service that works: 5 times in 10 seconds by default
        systemd.install("echo.service.d/test.conf", """
                [Unit]
                StartLimitIntervalSec=0
                [Service]
                ExecStart=
                ExecStart=%s -jar /opt/echo/echo-daemon.jar %s http control
                %s
                """.formatted(JAVA, options, settings));
        systemd.reload();
    }
}
