package dev.doorbell.e2e.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoUnits;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.util.List;
import org.apache.commons.lang3.time.StopWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The idle exit of echo-daemon, and its start for the next client, under a real systemd. */
@Needs({"python3", "private systemd"})
@Timeout(400)
class IdleExitIT {
    private static final int EXITS = Integer.getInteger("doorbell.exits", 30);
    private static final int REQUESTS_AT_ONCE = 40;
    private static final int MOST_REQUESTS = 1000;
    private static final String CLIENTS = Paths.script("idle_clients.py");

    @Booted
    private PrivateSystemd systemd;

    @Test
    void many_exits_in_a_row_lose_no_client_that_connects_around_them() throws Exception {
        EchoUnits.install(
                systemd, "--idle-exit 0.05", "Environment=JDK_JAVA_OPTIONS=-Ddoorbell.idle.minimum-uptime=0.05");
        start();
        StopWatch watch = StopWatch.createStarted();
        int requests = 0;
        long exits = 0;
        while (exits < EXITS && requests < MOST_REQUESTS) {
            clients(REQUESTS_AT_ONCE, 0.04, 0.12, requests);
            requests += REQUESTS_AT_ONCE;
            exits = exits();
        }
        System.out.println(
                exits + " idle exits among " + requests + " times of 1 to 3 clients, none lost, in " + watch);
        assertThat(exits).isGreaterThanOrEqualTo(EXITS);
        assertHealthy();
    }

    @Test
    void with_the_default_limits_of_systemd_it_does_not_end_too_often() throws Exception {
        EchoUnits.install(systemd, "--idle-exit 0.01", "");
        // the default limits of a unit: 5 starts in 10 seconds
        systemd.install("echo.service.d/test2.conf", "[Unit]\nStartLimitIntervalSec=10s\nStartLimitBurst=5\n");
        systemd.reload();
        start();
        while (exits() < 7) {
            clients(3, 0, 0.3, 0);
        }
        assertHealthy();
    }

    @Test
    void a_client_that_is_connected_keeps_it_alive() throws Exception {
        EchoUnits.install(systemd, "--idle-exit 0.05", "");
        start();
        String script = """
                import socket, time
                client = socket.create_connection(("127.0.0.1", 8080), 30)
                for word in (b"one", b"two"):
                    client.sendall(word)
                    print(client.recv(10).decode())
                    time.sleep(3)
                """;
        assertThat(systemd.run(List.of("/usr/bin/python3", "-c", script))).containsExactly("one", "two");
        systemd.awaitState("echo.service", "ActiveState", "inactive");
        assertThat(exits()).isEqualTo(1);
        assertHealthy();
    }

    @Test
    void a_listener_that_no_manager_would_open_again_keeps_it_alive_and_it_says_so() throws Exception {
        EchoUnits.install(systemd, "--idle-exit 0.05 own=tcp://127.0.0.1:0", "");
        start();
        clients(1, 0, 0, 0);
        Eventually.becomesTrue(
                "a line in the journal",
                () -> systemd.journal("echo.service").stream()
                        .anyMatch(line -> line.contains("does not end when it is idle: \"own\" (TCP 127.0.0.1:")));
        clients(3, 3, 0, 0);
        assertThat(exits()).isZero();
    }

    private void start() throws Exception {
        systemd.systemctl("start", "echo-http.socket", "echo-control.socket");
    }

    private void clients(int requests, double pause, double spread, int seed) throws Exception {
        List<String> command = List.of(
                "python3",
                CLIENTS,
                "127.0.0.1:8080",
                String.valueOf(requests),
                String.valueOf(pause),
                String.valueOf(spread),
                String.valueOf(seed));
        try (Program clients = systemd.beside(command)) {
            assertThat(clients.exitCode()).as("%s", clients.err()).isZero();
        }
    }

    /** Returns the number of starts except that of a running process. */
    private long exits() throws Exception {
        long starts =
                systemd.journal("echo.service").stream().filter("ready"::equals).count();
        return systemd.show("echo.service", "ActiveState").equals("inactive") ? starts : starts - 1;
    }

    private void assertHealthy() throws Exception {
        assertThat(systemd.systemctl("list-units", "--failed", "--no-legend")).isEmpty();
        assertThat(systemd.show("echo-http.socket", "Result")).isEqualTo("success");
        assertThat(systemd.journal("echo-http.socket")).noneMatch(line -> line.contains("limit"));
        assertThat(systemd.journal("echo.service")).noneMatch(line -> line.contains("limit"));
    }
}
