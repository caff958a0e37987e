package dev.doorbell.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** echo-daemon's own units, as they are or with other options. */
public final class EchoUnits {
    public static final Path FOLDER = Paths.ROOT.resolve("examples/echo-daemon/units");

    /** Where the units expect the jar. */
    public static final String JAR = "/opt/echo/echo-daemon.jar";

    /** A JVM that starts fast and small, since tests start many. */
    private static final String JAVA = "/usr/bin/java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto";

    private EchoUnits() {}

    public static void putJar(PrivateSystemd systemd) throws Exception {
        if (Files.notExists(systemd.path(JAR))) {
            systemd.put(Path.of(Paths.ECHO_DAEMON), JAR);
        }
    }

    /** Installs them as their comments say. The sockets listen, and the service is not started. */
    public static void installEnabled(PrivateSystemd systemd) throws Exception {
        putJar(systemd);
        install(systemd);
        systemd.reload();
        systemd.systemctl("enable", "--now", "echo-http.socket", "echo-control.socket");
    }

    /** Installs the files. */
    public static void install(PrivateSystemd systemd) throws Exception {
        for (String unit : List.of("echo-http.socket", "echo-control.socket", "echo.service")) {
            systemd.install(FOLDER.resolve(unit));
        }
    }

    /**
     * Installs them with the jar and a drop-in.
     *
     * @param options the options of echo-daemon, before the names of its listeners
     * @param settings more lines for the section Service
     */
    public static void install(PrivateSystemd systemd, String options, String settings) throws Exception {
        putJar(systemd);
        install(systemd);
        // tests start it more often than a service that works: 5 times in 10 seconds by default
        systemd.install("echo.service.d/test.conf", """
                [Unit]
                StartLimitIntervalSec=0
                [Service]
                ExecStart=
                ExecStart=%s -jar %s %s http control
                %s
                """.formatted(JAVA, JAR, options, settings));
        systemd.reload();
    }
}
