package dev.doorbell.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Ports;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The environment, descriptors and signals of a program under {@code doorbell run}, compared with those under
 * systemd-socket-activate.
 */
@Timeout(120)
@Tag("once")
@Needs({"systemd-socket-activate", "cc", "python3"})
class RunSideBySideIT {
    private static final String VARIABLE = "env ";
    private static final String C = Paths.NATIVE.resolve("passed").toString();
    private static final String PYTHON = Paths.script("passed.py");

    private static final String IGNORING = """
            import os, signal, sys
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGQUIT, signal.SIGALRM])
            for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            os.execvp(sys.argv[1], sys.argv[1:])
            """;

    private static final String INPUT = "exec \"$0\" describe > \"$1\"";

    /** The number of open descriptors before the passed ones: the three standard streams. */
    private static final int FIRST = 3;

    @TempDir
    private Path directory;

    private int port;

    @BeforeEach
    void choosePort() throws Exception {
        port = Ports.free();
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void a_program_in_c_sees_the_same_and_serves(Sockets sockets) throws Exception {
        List<String> seen = served(Activator.DOORBELL, sockets, C, "serve");
        assertThat(seen).isEqualTo(served(Activator.SOCKET_ACTIVATE, sockets, C, "serve"));
        assertThat(seen).contains("env LISTEN_PID=self");
        assertThat(seen).filteredOn(line -> line.startsWith("fd ")).hasSize(FIRST + sockets.count());
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void a_program_in_python_sees_the_same_and_serves(Sockets sockets) throws Exception {
        List<String> seen = served(Activator.DOORBELL, sockets, "python3", PYTHON);
        assertThat(seen).isEqualTo(served(Activator.SOCKET_ACTIVATE, sockets, "python3", PYTHON));
        assertThat(seen).contains("env LISTEN_PID=self");
        assertThat(seen).filteredOn(line -> line.startsWith("fd ")).hasSize(FIRST + sockets.count());
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void doorbell_inspect_says_the_same(Sockets sockets) throws Exception {
        List<String> inspect = List.of(Paths.JAVA, "-jar", Paths.DOORBELL_COMMAND, "inspect", "--json");
        List<String> said = new ArrayList<>();
        for (Activator activator : Activator.values()) {
            try (Program program = activator.start(activated(sockets).starting(inspect), Map.of());
                    Program client = Program.start(client(sockets))) {
                assertThat(client.pid()).isPositive();
                assertThat(program.exitCode()).as("%s", program.err()).isZero();
                said.add(String.join("\n", program.out()).replaceAll("(?i)(\"pid\":)\\d+", "$1"));
            }
        }
        assertThat(said.get(1)).isEqualTo(said.get(0)).contains("\"systemd\"", "\"x\"");
    }

    @ParameterizedTest
    @EnumSource(Sockets.class)
    void echo_daemon_says_the_same_and_finds_the_same_variables(Sockets sockets) throws Exception {
        Map<Activator, List<String>> seen = new TreeMap<>();
        for (Activator activator : Activator.values()) {
            Activated activated = activated(sockets);
            activated = activated.starting(EchoDaemon.command(activated.names()));
            try (Program program = activator.start(activated, Map.of());
                    Program client = Program.start(client(sockets))) {
                List<String> lines = new ArrayList<>(program.outUntil("ready"));
                assertThat(client.exitCode()).as("%s", client.err()).isZero();
                long pid = activator == Activator.DOORBELL ? Runs.child(program, 0) : program.pid();
                lines.addAll(Runs.environment(pid));
                lines.removeIf(line -> !isCompared(line));
                assertThat(lines.remove("LISTEN_PID=" + pid)).as("%s", lines).isTrue();
                seen.put(activator, lines);
                assertThat(program.terminate()).isZero();
            }
        }
        assertThat(seen.get(Activator.DOORBELL)).isEqualTo(seen.get(Activator.SOCKET_ACTIVATE));
    }

    @Test
    void the_callers_environment_arrives_whole_where_it_is_not_cleaned() throws Exception {
        Map<String, String> set = Map.of("a.b", "x y", "EMPTY", "", "LINES_OF", "one\ntwo", "LISTEN_FDS", "7");
        List<String> spec = List.of("x=tcp://127.0.0.1:0");
        try (Program run =
                Program.start(Runs.command(List.of("--now", "-E", "ADDED=1=2"), spec, List.of(C, "hold")), set)) {
            run.outUntil("held");
            List<String> expected = new ArrayList<>(Runs.environment(run.pid()));
            assertThat(expected.remove("LISTEN_FDS=7")).isTrue();
            long child = Runs.child(run, 0);
            expected.addAll(List.of("ADDED=1=2", "LISTEN_FDS=1", "LISTEN_FDNAMES=x", "LISTEN_PID=" + child));
            List<String> environment = new ArrayList<>(Runs.environment(child));
            assertThat(environment).contains("FDSTORE=64").anyMatch(line -> line.startsWith("NOTIFY_SOCKET=/"));
            environment.removeIf(RunSideBySideIT::isOfManager);
            assertThat(environment).containsExactlyInAnyOrderElementsOf(expected);
            run.closeInput();
            assertThat(run.exitCode()).isZero();
        }
    }

    @Test
    void no_signal_is_blocked_or_caught_and_only_those_are_ignored_that_the_activator_was_started_to_ignore()
            throws Exception {
        List<String> before = List.of("python3", "-c", IGNORING);
        List<String> command = new ArrayList<>(before);
        command.addAll(Runs.command(List.of("--now"), List.of("x=tcp://127.0.0.1:0"), List.of(C, "describe")));
        try (Program run = Program.start(command)) {
            assertThat(run.exitCode()).isZero();
            String none = ":\t0000000000000000";
            String hangupAndStop = ":\t0000000000080001";
            assertThat(run.out()).contains("SigBlk" + none, "SigIgn" + hangupAndStop, "SigCgt" + none);
        }
    }

    @Test
    void without_a_pid_everything_else_is_told() throws Exception {
        try (Program run = Runs.start(List.of("--now", "--no-pid"), List.of("x=tcp://127.0.0.1:0"), C, "describe")) {
            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .contains("env LISTEN_FDS=1", "env LISTEN_FDNAMES=x")
                    .noneMatch(line -> line.startsWith("env LISTEN_PID"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A_VARIABLE=its=value", "A_VARIABLE", "EMPTY="})
    void variables_are_set_and_passed_on_alike(String variable) throws Exception {
        List<List<String>> seen = new ArrayList<>();
        for (Activator activator : Activator.values()) {
            Activated activated = activated(Sockets.TCP).with("-E", variable).starting(C, "serve");
            try (Program program = activator.start(activated, Map.of("A_VARIABLE", "from outside"))) {
                client(program, Sockets.TCP);
                seen.add(compared(program.out()));
            }
        }
        assertThat(seen.get(1)).isEqualTo(seen.get(0));
    }

    @Test
    void a_variable_that_is_not_set_is_not_passed_on_while_socket_activate_passes_it_empty() throws Exception {
        for (Activator activator : Activator.values()) {
            Activated activated = activated(Sockets.TCP).with("-E", "NOT_SET").starting(C, "serve");
            try (Program program = activator.start(activated, Map.of())) {
                client(program, Sockets.TCP);
                assertThat(program.out().contains("env NOT_SET=")).isEqualTo(activator == Activator.SOCKET_ACTIVATE);
            }
        }
    }

    @Test
    void each_connection_goes_to_a_program_of_its_own() throws Exception {
        List<List<String>> seen = new ArrayList<>();
        for (Activator activator : Activator.values()) {
            Activated activated = activated(Sockets.TCP).with("--accept").starting(C, "serve");
            try (Program program = activator.start(activated, Map.of())) {
                Clients.run("tcp", "127.0.0.1", String.valueOf(port), "2");
                Eventually.becomesTrue(
                        "both outputs are complete: " + program.out(), () -> count(program, "fd 3 ") == 2);
                seen.add(compared(program.out()).stream()
                        .filter(line -> !line.startsWith("env REMOTE_"))
                        .toList());
                program.terminate();
            }
        }
        assertThat(seen.get(1)).isEqualTo(seen.get(0)).contains("env LISTEN_PID=self", "env LISTEN_FDNAMES=x");
    }

    @Test
    void the_listener_is_standard_input_and_output_of_an_inetd_program() throws Exception {
        List<List<String>> seen = new ArrayList<>();
        for (Activator activator : Activator.values()) {
            Path file = directory.resolve(activator.name());
            Activated activated =
                    activated(Sockets.TCP).with("--inetd").starting("sh", "-c", INPUT, C, file.toString());
            try (Program program = activator.start(activated, Map.of());
                    Program client = Program.start(client(Sockets.TCP))) {
                assertThat(client.pid()).isPositive();
                assertThat(program.exitCode()).as("%s", program.err()).isZero();
                seen.add(compared(Files.readAllLines(file)));
            }
        }
        assertThat(seen.get(1)).isEqualTo(seen.get(0)).noneMatch(line -> line.startsWith("env LISTEN_"));
        assertThat(seen.get(1)).anyMatch(line -> line.matches("fd 0 .*listens 1.*:" + port));
    }

    @Test
    void cat_answers_each_connection_as_an_inetd_program() throws Exception {
        for (Activator activator : Activator.values()) {
            Activated activated =
                    activated(Sockets.TCP).with("--accept", "--inetd").starting("cat");
            try (Program program = activator.start(activated, Map.of())) {
                Clients.run("tcp", "127.0.0.1", String.valueOf(port), "5");
                assertThat(program.out()).isEmpty();
                program.terminate();
            }
        }
    }

    private List<String> served(Activator activator, Sockets sockets, String... command) throws Exception {
        try (Program program = activator.start(activated(sockets).starting(command), Map.of())) {
            client(program, sockets);
            return compared(program.out());
        }
    }

    private void client(Program program, Sockets sockets) throws Exception {
        try (Program client = Program.start(client(sockets))) {
            assertThat(client.exitCode())
                    .as("%s %s", client.err(), program.err())
                    .isZero();
            assertThat(program.exitCode()).as("%s", program.err()).isZero();
        }
    }

    private Activated activated(Sockets sockets) {
        return sockets.activated(directory.resolve("s"), port);
    }

    private List<String> client(Sockets sockets) {
        return sockets.client(directory.resolve("s"), port);
    }

    private static long count(Program program, String start) {
        return program.out().stream().filter(line -> line.startsWith(start)).count();
    }

    /**
     * Returns the lines to compare, sorted, as the order of variables has no meaning. The signals are left out:
     * systemd-socket-activate does not change them, and the JVM of these tests starts programs with some signals blocked
     * or ignored. So is the locale, which doorbell run passes on to a program with a clean environment.
     */
    private static List<String> compared(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("Sig"))
                .filter(line -> !line.startsWith(VARIABLE) || isCompared(line.substring(VARIABLE.length())))
                .sorted()
                .toList();
    }

    private static boolean isCompared(String variable) {
        return !isLocale(variable) && !isOfManager(variable);
    }

    /** Those for notifications, which systemd-socket-activate does not receive. */
    private static boolean isOfManager(String variable) {
        return variable.matches("(NOTIFY_SOCKET|FDSTORE|DOORBELL_RUN)=.*");
    }

    private static boolean isLocale(String variable) {
        return variable.startsWith("LANG=") || variable.startsWith("LC_");
    }
}
