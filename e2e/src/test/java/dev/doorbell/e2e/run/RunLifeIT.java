package dev.doorbell.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.OwnNetwork;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Ran;
import dev.doorbell.needs.Needs;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting, ending and starting again under {@code doorbell run}, and the arguments that it refuses. */
@Timeout(120)
class RunLifeIT {
    private static final String TCP = "x=tcp://127.0.0.1:0";
    private static final String ONE_CLIENT = Paths.NATIVE.resolve("passed").toString();
    private static final int RESTARTS = 20;
    private static final String MANY = "10000";
    private static final String MANY_MAY_WAIT = "ip link set lo up; echo 20000 > /proc/sys/net/core/somaxconn;"
            + " ulimit -n 20000 2>/dev/null; exec \"$@\"";
    private static final String ANSWERING = """
            import socket, sys
            sys.stdin.readline()
            server = socket.socket(fileno=3)
            for _ in range(int(sys.argv[1])):
                client, _ = server.accept()
                client.sendall(client.recv(100))
            """;

    @TempDir
    private Path directory;

    @Test
    void a_program_can_be_started_at_once() throws Exception {
        try (Program run = Runs.startEcho(List.of("--now"), List.of(TCP))) {
            assertThat(run.outUntil("ready")).hasSize(1);
            Echo.overTcp(Runs.ip(run));
            assertThat(run.terminate()).isZero();
        }
    }

    @Test
    @Needs({"cc", "python3"})
    void no_client_is_lost_over_twenty_restarts_and_five_come_at_a_time() throws Exception {
        try (Program run = Runs.start(List.of("--restart", "--start-limit=0"), List.of(TCP), ONE_CLIENT, "serve")) {
            String port = String.valueOf(Runs.ip(run).getPort());
            List<Program> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                clients.add(Clients.start("tcp", "127.0.0.1", port, String.valueOf(RESTARTS / 5)));
            }
            for (Program client : clients) {
                assertThat(client.exitCode()).as("%s", client.err()).isZero();
            }
            Clients.run("tcp", "127.0.0.1", port);
            Runs.child(run, RESTARTS);
            assertThat(run.terminate()).isEqualTo(143);
            assertThat(run.err())
                    .filteredOn(line -> line.contains(": started "))
                    .hasSize(RESTARTS + 1);
        }
    }

    @Test
    void a_program_that_ends_when_it_is_idle_is_started_for_the_next_client() throws Exception {
        List<String> daemon = EchoDaemon.command("--idle-exit", "1", "x");
        try (Program run = Program.start(Runs.command(List.of("--restart"), List.of(TCP), daemon))) {
            for (int start = 0; start < 3; start++) {
                Echo.overTcp(Runs.ip(run));
                long pid = Runs.child(run, start);
                run.errLine("process " + pid + " has ended with exit status 0");
            }
        }
    }

    @Test
    void a_program_that_ends_at_once_is_not_started_indefinitely() throws Exception {
        try (Program run = Runs.start(List.of("--restart"), List.of(TCP), "sh", "-c", "exit 3");
                ClientThatWaits client = ClientThatWaits.at(Runs.ip(run))) {
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(client.isAnswered()).isFalse();
            assertThat(run.err().get(run.err().size() - 1))
                    .contains("started 5 times within 10 s", "exit status 3", "--start-limit");
            assertThat(run.err())
                    .filteredOn(line -> line.contains(": started "))
                    .hasSize(5);
        }
    }

    @ParameterizedTest
    @CsvSource({"exit 0, 0", "exit 3, 3", "kill -KILL $$, 137", "kill -TERM $$, 143"})
    void the_exit_status_is_the_one_of_the_program(String script, int status) throws Exception {
        assertThat(Ran.run(Runs.command(List.of("--now"), List.of(TCP), List.of("sh", "-c", script)))
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere/program, 127, cannot find the program",
        "doorbell-no-such-program, 127, cannot find the program",
        "/, 126, not a file"
    })
    void a_program_that_cannot_be_started_is_told_before_anything_is_bound(String program, int status, String why)
            throws Exception {
        assertRefused(status, why, program);
    }

    @Test
    void a_file_that_is_not_executable_is_told_before_anything_is_bound() throws Exception {
        Path file = Files.writeString(directory.resolve("program"), "#!/bin/sh\n");
        assertRefused(126, "not a file that this user may execute", file.toString());
    }

    private void assertRefused(int status, String why, String program) throws Exception {
        Path socket = directory.resolve("s");
        Ran ran = Ran.run(Runs.command(List.of(), List.of("x=unix://" + socket), List.of(program)));
        assertThat(ran.status()).as("%s", ran.err()).isEqualTo(status);
        assertThat(ran.err()).hasSize(1).allMatch(line -> line.contains(why));
        assertThat(socket).doesNotExist();
    }

    @Test
    void a_port_in_use_is_told_and_what_was_bound_before_is_let_go() throws Exception {
        Path socket = directory.resolve("s");
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> specs = List.of("y=unix://" + socket, "x=tcp://127.0.0.1:" + other.getLocalPort());
            Ran ran = Ran.run(Runs.command(List.of("--now"), specs, List.of("echo", "started")));
            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.out()).isEmpty();
            assertThat(String.join("\n", ran.err())).contains(":" + other.getLocalPort(), "EADDRINUSE");
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    @Needs({"own network", "setpriv", "ip"})
    void a_privileged_port_without_the_right_is_told() throws Exception {
        List<String> command = new ArrayList<>(OwnNetwork.UNSHARE);
        command.addAll(List.of("sh", "-c", MANY_MAY_WAIT, "sh", "setpriv", "--bounding-set=-all", "--inh-caps=-all"));
        command.addAll(Runs.command(List.of("--now"), List.of("x=tcp://127.0.0.1:1023"), List.of("true")));
        Ran ran = Ran.run(command);
        assertThat(ran.status()).isEqualTo(1);
        assertThat(String.join("\n", ran.err()))
                .contains("127.0.0.1:1023", "EACCES")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--unknown x=tcp://127.0.0.1:0 -- true",
                "--accept --now x=tcp://127.0.0.1:0 -- true",
                "--accept x=udp://127.0.0.1:0 -- true",
                "--inetd x=tcp://127.0.0.1:0 y=tcp://127.0.0.1:0 -- true",
                "--start-limit=5 --restart x=tcp://127.0.0.1:0 -- true",
                "--max-connections=0 --accept x=tcp://127.0.0.1:0 -- true",
                "x=tcp://127.0.0.1:0 true",
                "x=tcp://127.0.0.1:0 --",
                "-- true",
                "x -- true",
                "x=tcp://127.0.0.1:99999 -- true"
            })
    void wrong_arguments_are_one_line_and_status_2(String arguments) throws Exception {
        Ran ran = Ran.run(Runs.command(List.of(arguments.split(" "))));
        assertThat(ran.status()).as("%s", ran.err()).isEqualTo(2);
        assertThat(ran.err().stream().filter(line -> !line.isBlank() && !line.contains("listening on")))
                .as("%s", ran.err())
                .allMatch(line -> line.startsWith("doorbell: ") || line.startsWith(" "));
    }

    @Test
    @Needs({"own network", "ip", "python3"})
    void ten_thousand_connections_wait_for_a_program_that_starts_slowly() throws Exception {
        List<String> command = new ArrayList<>(OwnNetwork.UNSHARE);
        command.addAll(List.of("sh", "-c", MANY_MAY_WAIT, "sh"));
        List<String> answering = List.of("python3", "-c", ANSWERING, MANY);
        command.addAll(Runs.command(List.of(), List.of(TCP + "?backlog=20000"), answering));
        try (Program run = Program.start(command)) {
            String port = String.valueOf(Runs.ip(run).getPort());
            List<String> waiting = Clients.command("waiting", port, MANY);
            waiting.addAll(0, List.of("sh", "-c", "ulimit -n 20000 2>/dev/null; exec \"$@\"", "sh"));
            try (Program client = Program.start(OwnNetwork.enter(run.pid(), waiting.toArray(String[]::new)))) {
                client.outUntil("all wait");
                Runs.child(run, 0);
                run.closeInput();
                client.outUntil("all answered");
                assertThat(run.exitCode()).as("%s", run.err()).isZero();
            }
        }
    }
}
