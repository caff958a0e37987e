package dev.doorbell.e2e.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program http-daemon with its units, installed as their comments say: port 80, no privileges, and no lost client. */
@Needs({"python3", "private systemd"})
@Timeout(180)
class HttpDaemonIT {
    private static final Path UNITS = Paths.ROOT.resolve("examples/http-daemon/src/main/systemd");
    private static final String SOCKET = "http-daemon.socket";
    private static final String SERVICE = "http-daemon.service";

    /**
     * A program that gets a URL a number of times, on a new connection each, after a pause, and prints the number of
     * correct answers.
     */
    private static final String CLIENT = """
            import random, sys, time, urllib.request
            url, expected, times, pause, spread = sys.argv[1], sys.argv[2], int(sys.argv[3]), *map(float, sys.argv[4:])
            right = 0
            for _ in range(times):
                time.sleep(pause + random.uniform(-spread, spread))
                with urllib.request.urlopen(url, timeout=30) as answer:
                    right += answer.read().decode() == expected
            print(right)
            """;

    @Booted
    private PrivateSystemd systemd;

    @BeforeEach
    void install() throws Exception {
        systemd.put(Path.of(Paths.HTTP_DAEMON), "/usr/lib/http-daemon/http-daemon.jar");
        Files.createDirectories(systemd.path("/srv/www"));
        Files.writeString(systemd.path("/srv/www/index.html"), "<h1>welcome</h1>");
        systemd.install(UNITS.resolve(SOCKET));
        systemd.install(UNITS.resolve(SERVICE));
        systemd.reload();
        systemd.systemctl("enable", "--now", SOCKET);
    }

    @Test
    void its_first_client_at_port_80_starts_it_and_it_has_no_rights_at_all() throws Exception {
        assertThat(systemd.show(SERVICE, "ActiveState")).isEqualTo("inactive");
        for (String host : List.of("127.0.0.1", "[::1]")) {
            assertAnswered("http://" + host + "/", "<h1>welcome</h1>", 1, 0, 0);
            assertAnswered("http://" + host + "/healthz", "ok\n", 1, 0, 0);
        }
        assertThat(systemd.show(SERVICE, "ActiveState")).isEqualTo("active");
        assertThat(systemd.show(SERVICE, "StatusText")).isEqualTo("Serving /srv/www on http://[::]:80/");
        assertThat(systemd.show(SERVICE, "NRestarts")).isEqualTo("0");
        List<String> status = systemd.run(List.of("cat", "/proc/" + mainPid() + "/status"));
        assertThat(status)
                .contains("NoNewPrivs:\t1")
                .contains("CapEff:\t0000000000000000", "CapPrm:\t0000000000000000", "CapBnd:\t0000000000000000")
                .noneMatch(line -> line.startsWith("Uid:\t0\t"));
        assertThat(systemd.journal(SERVICE)).contains("ready").noneMatch(line -> line.contains("WARN"));
        assertThat(interfaces()).as("it has no network of its own").containsExactly("lo");
    }

    @Test
    void it_is_active_when_it_is_ready_and_no_sooner() throws Exception {
        systemd.systemctl("start", "--no-block", SERVICE);
        Eventually.becomesTrue("it has started", () -> !mainPid().equals("0"));
        systemd.run(List.of("kill", "-STOP", mainPid()));
        for (int i = 0; i < 20; i++) {
            assertThat(systemd.show(SERVICE, "ActiveState")).isEqualTo("activating");
        }
        systemd.run(List.of("kill", "-CONT", mainPid()));
        systemd.awaitState(SERVICE, "ActiveState", "active");
        assertThat(systemd.show(SERVICE, "StatusText")).startsWith("Serving ");
    }

    /** Checks clients that connect at about the time of an idle exit. */
    @Test
    void it_ends_when_it_is_idle_and_the_next_client_starts_it_again() throws Exception {
        changed("--idle-exit 300", "--idle-exit 1");
        assertAnswered("http://127.0.0.1/", "<h1>welcome</h1>", 15, 1.02, 0.05);
        systemd.awaitState(SERVICE, "ActiveState", "inactive");
        assertThat(systemd.show(SERVICE, "Result")).isEqualTo("success");
        assertThat(systemd.show(SOCKET, "SubState")).isEqualTo("listening");
        long lives = systemd.journal(SERVICE).stream().filter("ready"::equals).count();
        System.out.println("15 clients about the moment of the exit, in " + lives + " lives");
        assertThat(lives).isGreaterThan(1);
    }

    @Test
    void restarts_refuse_no_client() throws Exception {
        assertAnswered("http://127.0.0.1/", "<h1>welcome</h1>", 1, 0, 0);
        try (Program clients = client("http://127.0.0.1/", "<h1>welcome</h1>", 400, 0.01, 0.01)) {
            for (int i = 0; i < 3; i++) {
                systemd.systemctl("restart", SERVICE);
            }
            assertThat(clients.exitCode()).as("%s", clients.err()).isZero();
            assertThat(clients.out()).containsExactly("400");
        }
        assertThat(systemd.show(SERVICE, "Result")).isEqualTo("success");
    }

    @Test
    void the_watchdog_ends_it_only_when_it_hangs() throws Exception {
        changed("WatchdogSec=30", "WatchdogSec=2");
        assertAnswered("http://127.0.0.1/healthz", "ok\n", 500, 0.01, 0.005);
        assertThat(systemd.show(SERVICE, "NRestarts")).isEqualTo("0");
        String before = mainPid();
        systemd.run(List.of("kill", "-STOP", before));
        systemd.awaitState(SERVICE, "NRestarts", "1");
        assertAnswered("http://127.0.0.1/healthz", "ok\n", 1, 0, 0);
        assertThat(mainPid()).isNotEqualTo(before);
        assertThat(systemd.log()).anyMatch(line -> line.contains(SERVICE) && line.contains("Watchdog timeout"));
    }

    private void changed(String text, String other) throws Exception {
        String unit = Files.readString(UNITS.resolve(SERVICE));
        assertThat(unit).contains(text);
        systemd.install(SERVICE, unit.replace(text, other));
        systemd.reload();
    }

    private void assertAnswered(String url, String expected, int times, double pause, double spread) throws Exception {
        try (Program client = client(url, expected, times, pause, spread)) {
            assertThat(client.exitCode())
                    .as("%s\n%s", client.err(), systemd.everything())
                    .isZero();
            assertThat(client.out()).containsExactly(String.valueOf(times));
        }
    }

    private Program client(String url, String expected, int times, double pause, double spread) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", "-c", CLIENT, url, expected));
        for (Object number : List.of(times, pause, spread)) {
            command.add(number.toString());
        }
        return systemd.beside(command);
    }

    private String mainPid() throws Exception {
        return systemd.show(SERVICE, "MainPID");
    }

    private List<String> interfaces() throws Exception {
        List<String> lines = systemd.run(List.of("cat", "/proc/" + mainPid() + "/net/dev"));
        return lines.stream()
                .filter(line -> line.contains(":"))
                .map(line -> Arrays.asList(line.strip().split(":", -1)).get(0))
                .toList();
    }
}
