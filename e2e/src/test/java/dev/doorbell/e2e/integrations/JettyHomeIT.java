package dev.doorbell.e2e.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.servers.ActivatedServer;
import dev.doorbell.e2e.servers.Artifacts;
import dev.doorbell.e2e.servers.Exchange;
import dev.doorbell.e2e.servers.Http;
import dev.doorbell.e2e.servers.Restarts;
import dev.doorbell.junit.Activated;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jetty as its project distributes it, with the module doorbell as docs/integrations.md says. */
@Timeout(240)
@Tag("e2e")
@Tag("once")
class JettyHomeIT {
    private static final String VERSION = "12.1.12";
    private static final int RESTARTS = 8;

    /** Without an application, a file that Jetty serves anyway. */
    private static final Exchange REQUEST = Http.get("/favicon.ico");

    @TempDir
    private Path directory;

    private List<String> start;

    @BeforeEach
    void install() throws Exception {
        extract(Artifacts.file("org.eclipse.jetty:jetty-home:zip:" + VERSION), directory);
        Path base = Files.createDirectories(directory.resolve("base"));
        Path libraries = Files.createDirectories(base.resolve("lib/doorbell"));
        Path adapter = Paths.jar("integrations/jetty");
        Files.copy(adapter, libraries.resolve("doorbell-jetty.jar"));
        Files.copy(Path.of(Paths.DOORBELL_COMMAND), libraries.resolve("doorbell.jar"));
        extract(adapter, base, "modules", "etc");
        String jar =
                directory.resolve("jetty-home-" + VERSION).resolve("start.jar").toString();
        run(base, Paths.JAVA, "-jar", jar, "--add-modules=doorbell");
        start = List.of(Paths.JAVA, "-jar", jar, "jetty.base=" + base);
    }

    private static void extract(Path archive, Path into, String... files) throws Exception {
        String jar = Path.of(System.getProperty("java.home"), "bin", "jar").toString();
        String[] command = {jar, "xf", archive.toString()};
        String[] all = List.of(command).toArray(new String[command.length + files.length]);
        System.arraycopy(files, 0, all, command.length, files.length);
        run(into, all);
    }

    private static void run(Path in, String... command) throws Exception {
        Process process =
                new ProcessBuilder(command).directory(in.toFile()).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void its_first_client_starts_it_and_no_restart_loses_one() throws Exception {
        try (Activated server =
                ActivatedServer.of(start, "http=tcp://127.0.0.1:0").start()) {
            try (SocketChannel early = server.channel("http")) {
                REQUEST.with(early);
                assertThat(server.output()).contains("{127.0.0.1:" + server.port("http") + "}");
                assertThat(server.stop()).isZero();
            }
            int answered = Restarts.assertNothingLost(server, "http", REQUEST, RESTARTS, 0);
            System.out.println("jetty-home: " + RESTARTS + " restarts, " + answered + " requests answered, none lost");
        }
    }
}
