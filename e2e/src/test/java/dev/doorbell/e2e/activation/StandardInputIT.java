package dev.doorbell.e2e.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.OwnNetwork;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Ports;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.needs.Needs;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sockets on standard input: which of them is a connection, and which messages name it. */
@Timeout(120)
@Needs("cc")
class StandardInputIT {
    private static final List<String> AS_STANDARD_INPUT = List.of("sh", "-c", "exec \"$@\" <&3 3>&-", "sh");
    private static final List<String> FOURTH_AS_STANDARD_INPUT = List.of("sh", "-c", "exec \"$@\" <&4 4>&-", "sh");
    private static final String[] OR_BIND = {"--inetd", "x=tcp://127.0.0.1:0"};
    private static final String CONNECTION =
            "{\"name\":\"connection\",\"kind\":\"CONNECTION\",\"provider\":\"systemd\"," + "\"fd\":0,\"address\":null}";
    private static final String TOLD =
            "Standard input is a socket that was passed: \"connection\" (TCP 127.0.0.1:%d, fd 0). Take it with"
                    + " Doorbell.connection(). For Doorbell.open, remove StandardInput=socket from the unit";

    /** Checks a socket pair as Node's child_process, PM2 and sshd give it to their children. */
    @Test
    void a_parents_unnamed_pair_is_not_a_client() throws Exception {
        try (Started daemon = Started.await(daemon(List.of("--pair"), AS_STANDARD_INPUT, List.of(), OR_BIND))) {
            assertThat(daemon.lines()).singleElement().asString().contains("\"provider\":\"fallback\"");
            Echo.overTcp(Echo.address(daemon.address(0)));
            assertThat(daemon.program().terminate()).isZero();
            assertThat(daemon.program().err()).noneMatch(line -> line.contains("Standard input"));
        }
    }

    @Test
    void it_is_one_where_the_user_says_so() throws Exception {
        List<String> asked = List.of("-Ddoorbell.systemd.stdin=pair");
        try (Started daemon = Started.await(daemon(List.of("--pair"), AS_STANDARD_INPUT, asked, OR_BIND))) {
            assertThat(daemon.lines()).containsExactly(CONNECTION);
        }
    }

    @Test
    void the_property_has_one_value() throws Exception {
        List<String> asked = List.of("-Ddoorbell.systemd.stdin=true");
        try (Program daemon = daemon(List.of("--pair"), AS_STANDARD_INPUT, asked, OR_BIND)) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(daemon.errLine("echo-daemon: "))
                    .contains("-Ddoorbell.systemd.stdin=true is not pair, the only value that it has");
        }
    }

    /** Checks that standard input is ignored if LISTEN_FDS is for this process. */
    @Test
    void standard_input_is_not_looked_at_where_a_listener_was_passed() throws Exception {
        List<String> passed = List.of(
                "--tcp",
                "127.0.0.1:0",
                "--connection",
                "127.0.0.1:0",
                "--listen-pid",
                "self",
                "--fds",
                "1",
                "--fdnames",
                "x");
        try (Program daemon = daemon(passed, FOURTH_AS_STANDARD_INPUT, List.of(), OR_BIND)) {
            var listener = Spawn.address(daemon, 3);
            try (var client = new Socket()) {
                client.connect(Spawn.address(daemon, 4));
                assertThat(daemon.outUntil("ready"))
                        .singleElement()
                        .asString()
                        .startsWith("{\"name\":\"x\",\"kind\":\"TCP\",\"provider\":\"systemd\",\"fd\":3");
            }
            Echo.overTcp(listener);
        }
    }

    /** Checks StandardInput=socket of a unit with Accept=no, and a program that calls {@code Doorbell.open}. */
    @Test
    void an_address_in_use_is_told_with_the_listener_on_standard_input() throws Exception {
        int port = Ports.free();
        try (Program daemon = listening(port, "x=tcp://127.0.0.1:" + port)) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(daemon.errLine("echo-daemon: ")).contains("EADDRINUSE").contains(String.format(TOLD, port));
        }
    }

    @Test
    void a_listener_that_is_missing_is_told_with_it() throws Exception {
        int port = Ports.free();
        try (Program daemon = listening(port, "--when-missing", "fail", "x=tcp://127.0.0.1:" + port)) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(daemon.errLine("echo-daemon: "))
                    .contains("No listener named \"x\" was passed. " + String.format(TOLD, port));
        }
    }

    @Test
    void a_program_that_binds_another_address_is_warned() throws Exception {
        int port = Ports.free();
        try (Program daemon = listening(port, "x=tcp://127.0.0.1:0")) {
            daemon.outUntil("ready");
            daemon.errLine(String.format(TOLD, port));
        }
    }

    @Test
    void inspect_sees_what_connection_would_take_and_no_pair() throws Exception {
        int port = Ports.free();
        assertThat(inspected("--tcp", "127.0.0.1:" + port))
                .isEqualTo(
                        "{\"provider\":\"systemd\",\"listeners\":[{\"name\":\"connection\",\"fd\":0,\"kind\":\"TCP\","
                                + "\"address\":\"127.0.0.1:" + port + "\"}],\"error\":null}");
        assertThat(inspected("--pair")).isEqualTo("{\"provider\":\"fallback\",\"listeners\":[],\"error\":null}");
    }

    /** Checks a pair that the kernel's table lacks, since it lists only the sockets of the program's own network. */
    @Test
    @Needs("own network")
    void a_pair_of_another_network_is_none_either() throws Exception {
        List<String> elsewhere = new ArrayList<>(OwnNetwork.UNSHARE);
        elsewhere.addAll(AS_STANDARD_INPUT);
        assertThat(inspected(elsewhere, "--pair"))
                .isEqualTo("{\"provider\":\"fallback\",\"listeners\":[],\"error\":null}");
    }

    private static String inspected(String... passed) throws Exception {
        return inspected(AS_STANDARD_INPUT, passed);
    }

    private static String inspected(List<String> way, String... passed) throws Exception {
        List<String> command = command(List.of(passed), way);
        command.addAll(List.of(Paths.JAVA, "-jar", Paths.DOORBELL_COMMAND, "inspect", "--json"));
        try (Program inspect = Program.start(command)) {
            assertThat(inspect.exitCode()).as("%s", inspect.err()).isZero();
            return String.join("\n", inspect.out());
        }
    }

    private static Program listening(int port, String... arguments) throws Exception {
        return daemon(List.of("--tcp", "127.0.0.1:" + port), AS_STANDARD_INPUT, List.of(), arguments);
    }

    private static Program daemon(List<String> passed, List<String> way, List<String> options, String... arguments)
            throws Exception {
        return Program.start(EchoDaemon.command(command(passed, way), options, arguments));
    }

    private static List<String> command(List<String> passed, List<String> way) {
        List<String> command = new ArrayList<>(List.of(Paths.SPAWN));
        command.addAll(passed);
        command.add("--");
        command.addAll(way);
        return command;
    }
}
