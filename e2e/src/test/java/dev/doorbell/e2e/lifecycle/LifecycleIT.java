package dev.doorbell.e2e.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Ran;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoUnits;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.e2e.programs.Hanging;
import dev.doorbell.needs.Needs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Notifications of a program, and the state of its unit in a real manager. */
@Needs({"python3", "private systemd", "newer systemd"})
@Timeout(150)
class LifecycleIT {
    private static final String LOAD = Paths.script("load.py");

    /** A client that sends on one connection for longer than its server's unit has to stop. */
    private static final String SLOW_CLIENT = """
            import socket, sys, time
            client = socket.create_connection(("127.0.0.1", 8080), 30)
            for turn in range(9):
                client.sendall(b"turn %d" % turn)
                print(client.recv(100).decode(), flush=True)
                time.sleep(0.5)
            """;

    @Test
    void a_reload_of_type_notify_reload_completes(@Booted(newer = true) PrivateSystemd systemd) throws Exception {
        install(systemd, "--notify", "Type=notify-reload\nTimeoutStartSec=20");
        systemd.systemctl("start", "echo.service");
        String pid = systemd.show("echo.service", "MainPID");
        for (int time = 0; time < 3; time++) {
            systemd.systemctl("reload", "echo.service");
            assertThat(systemd.show("echo.service", "ActiveState")).isEqualTo("active");
            assertThat(systemd.show("echo.service", "ReloadResult")).isEqualTo("success");
        }
        systemd.awaitJournal("echo.service", "echo-daemon: reloaded");
        assertThat(systemd.show("echo.service", "MainPID")).isEqualTo(pid);
        systemd.clientBeside("tcp", "127.0.0.1", "8080");
    }

    @Test
    void a_program_whose_worker_hangs_is_killed_though_its_other_threads_live(@Booted PrivateSystemd systemd)
            throws Exception {
        systemd.install("hang.socket", "[Socket]\nListenStream=/run/hang.sock\nFileDescriptorName=http\n");
        systemd.install(
                "hang.service",
                "[Service]\nType=notify\nWatchdogSec=2\nExecStart="
                        + String.join(" ", SmallProgram.with(SmallProgram.LIBRARIES, List.of(), Hanging.class))
                        + "\n");
        systemd.reload();
        systemd.systemctl("start", "hang.socket", "hang.service");
        // unless it hangs, it outlives the interval
        Thread.sleep(5000);
        assertThat(systemd.show("hang.service", "ActiveState")).isEqualTo("active");
        Ran client = Ran.run(
                List.of("python3", "-c", """
                import socket, sys
                client = socket.socket(socket.AF_UNIX)
                client.settimeout(30)
                client.connect(sys.argv[1])
                print(client.recv(1))
                """, systemd.path("/run/hang.sock").toString()));
        assertThat(client.out()).as("the end, when it was killed").containsExactly("b''");
        systemd.awaitState("hang.service", "Result", "watchdog");
    }

    @Test
    void a_program_that_is_busy_is_not_killed(@Booted PrivateSystemd systemd) throws Exception {
        install(systemd, "--notify", "Type=notify\nWatchdogSec=3");
        systemd.systemctl("start", "echo.service");
        String pid = systemd.show("echo.service", "MainPID");
        try (Program load = systemd.beside(List.of("python3", LOAD, "127.0.0.1:8080", "50"))) {
            Thread.sleep(8000);
            load.closeInput();
            assertThat(load.exitCode()).isZero();
        }
        assertThat(systemd.show("echo.service", "MainPID")).isEqualTo(pid);
        assertThat(systemd.show("echo.service", "StatusText")).startsWith("Serving \"http\" (TCP 127.0.0.1:8080, fd ");
    }

    @Test
    void a_stop_waits_for_its_clients_longer_than_the_unit_says(@Booted PrivateSystemd systemd) throws Exception {
        install(systemd, "--notify --drain 20", "Type=notify\nTimeoutStopSec=2");
        systemd.systemctl("start", "echo.service");
        try (Program client = systemd.beside(List.of("python3", "-c", SLOW_CLIENT))) {
            client.outLine("turn 0");
            systemd.systemctl("stop", "--no-block", "echo.service");
            assertThat(client.exitCode()).as("%s", client.err()).isZero();
            assertThat(client.out()).hasSize(9).doesNotHaveDuplicates().allMatch(line -> line.startsWith("turn "));
        }
        systemd.awaitState("echo.service", "ActiveState", "inactive");
        assertThat(systemd.show("echo.service", "Result")).isEqualTo("success");
        assertThat(systemd.show("echo.service", "ExecMainStatus")).isEqualTo("0");
    }

    @Test
    void a_stop_ends_at_its_deadline_and_the_backlog_is_for_the_next_process(@Booted PrivateSystemd systemd)
            throws Exception {
        install(systemd, "--drain 1", "");
        systemd.systemctl("start", "echo.service");
        try (Program client = systemd.beside(List.of("python3", "-c", SLOW_CLIENT))) {
            client.outLine("turn 0");
            systemd.systemctl("stop", "--no-block", "echo.service");
            Eventually.becomesTrue(
                    "it stops",
                    () -> !systemd.show("echo.service", "ActiveState").equals("active"));
            // connects while the other is drained, and reaches the next process of the socket
            systemd.clientBeside("tcp", "127.0.0.1", "8080");
            assertThat(client.exitCode()).as("it was cut off").isNotZero();
        }
        assertThat(systemd.journal("echo.service").stream().filter("ready"::equals))
                .hasSize(2);
    }

    private static void install(PrivateSystemd systemd, String options, String settings) throws Exception {
        EchoUnits.install(systemd, options, settings);
        systemd.systemctl("start", "echo-http.socket", "echo-control.socket");
    }
}
