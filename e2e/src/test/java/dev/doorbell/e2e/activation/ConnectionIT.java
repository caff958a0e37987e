package dev.doorbell.e2e.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Ports;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.e2e.programs.Accepting;
import dev.doorbell.e2e.programs.Lingering;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process for each connection, as systemd with {@code Accept=yes} and inetd start it. */
@Timeout(120)
@Needs({"cc", "python3", "systemd-socket-activate"})
class ConnectionIT {
    /** The name that systemd gives to a connection; systemd-socket-activate has none. */
    private static final String NAME = "--fdname=connection";

    private static final String CONNECTION =
            "{\"name\":\"connection\",\"kind\":\"CONNECTION\",\"provider\":\"systemd\",\"fd\":3,\"address\":";

    @TempDir
    private Path directory;

    @Test
    void each_tcp_client_gets_a_process_of_its_own() throws Exception {
        int port = Ports.free();
        try (Program activator = activate(List.of("--accept", NAME, "-l", "127.0.0.1:" + port), "--inetd")) {
            activator.errLine("Listening on");
            Echo.overTcp(Ports.local(port));
            assertThat(activator.outLine(CONNECTION)).endsWith("\"address\":\"127.0.0.1:" + port + "\"}");
            Echo.overTcp(Ports.local(port));
        }
    }

    @Test
    void a_connection_without_a_name_is_found_too() throws Exception {
        int port = Ports.free();
        try (Program activator = activate(List.of("--accept", "-l", "127.0.0.1:" + port), "--inetd")) {
            activator.errLine("Listening on");
            Echo.overTcp(Ports.local(port));
            assertThat(activator.outLine("{\"name\":\"unknown\",\"kind\":\"CONNECTION\""))
                    .contains("\"fd\":3");
        }
    }

    @Test
    void a_bare_name_asks_for_the_connection_too() throws Exception {
        int port = Ports.free();
        try (Program activator = activate(List.of("--accept", "-l", "127.0.0.1:" + port), "connection")) {
            activator.errLine("Listening on");
            Echo.overTcp(Ports.local(port));
            assertThat(activator.outLine(CONNECTION)).contains(String.valueOf(port));
        }
    }

    @Test
    void a_unix_client() throws Exception {
        Path path = directory.resolve("s");
        try (Program activator = activate(List.of("--accept", NAME, "-l", path.toString()), "--inetd")) {
            activator.errLine("Listening on");
            Echo.overUnix(path);
            assertThat(activator.outLine(CONNECTION)).contains("\"" + path + "\"");
        }
        assertThat(path).exists();
    }

    @Test
    void a_seqpacket_client_whose_records_stay_apart() throws Exception {
        Path path = directory.resolve("s");
        try (Program activator = activate(List.of("--accept", NAME, "--seqpacket", "-l", path.toString()), "--inetd")) {
            activator.errLine("Listening on");
            Clients.run("seqpacket", path.toString());
            assertThat(activator.outLine(CONNECTION)).contains("\"" + path + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--inetd", "--inetd name=tcp://127.0.0.1:0"})
    void inetd_style_nothing_but_the_echo_reaches_the_client(String arguments) throws Exception {
        int port = Ports.free();
        try (Program activator =
                activate(List.of("--accept", "--inetd", "-l", "127.0.0.1:" + port), arguments.split(" ", -1))) {
            activator.errLine("Listening on");
            Echo.overTcp(Ports.local(port));
            Echo.overTcp(Ports.local(port));
            assertThat(activator.out()).isEmpty();
        }
    }

    @Test
    void inetd_style_over_seqpacket() throws Exception {
        Path path = directory.resolve("s");
        List<String> options = List.of("--accept", "--inetd", "--seqpacket", "-l", path.toString());
        try (Program activator = activate(options, "--inetd")) {
            activator.errLine("Listening on");
            Clients.run("seqpacket", path.toString());
        }
    }

    @Test
    void inetd_style_with_standard_error_on_the_connection_too() throws Exception {
        try (Program daemon = Program.start(
                EchoDaemon.command(spawn("--connection", "127.0.0.1:0", Spawn.AS_INETD), List.of(), "--inetd"))) {
            Echo.overTcp(Spawn.address(daemon, 3));
            assertThat(daemon.exitCode()).isZero();
            assertThat(daemon.out()).isEmpty();
        }
    }

    @Test
    void inetd_style_over_unix_with_standard_error_on_the_connection_too() throws Exception {
        Path path = directory.resolve("s");
        try (Program daemon = Program.start(EchoDaemon.command(
                spawn("--unix-connection", path.toString(), Spawn.AS_INETD), List.of(), "--inetd"))) {
            daemon.errLine("fd 3");
            Echo.overUnix(path);
            assertThat(daemon.exitCode()).isZero();
        }
    }

    @Test
    void inetd_style_the_client_sees_the_end_while_the_program_goes_on() throws Exception {
        List<String> command =
                SmallProgram.command(spawn("--connection", "127.0.0.1:0", Spawn.AS_INETD), Lingering.class);
        try (Program program = Program.start(command);
                Socket client = new Socket()) {
            client.connect(Spawn.address(program, 3));
            client.setSoTimeout(60_000);
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("hello");
            assertThat(program.isAlive()).isTrue();
        }
    }

    @Test
    void without_a_connection_inetd_style_serves_its_specs() throws Exception {
        try (Started daemon = Started.start(EchoDaemon.command("--inetd", "x=tcp://127.0.0.1:0"))) {
            Echo.overTcp(Echo.address(daemon.address(0)));
            assertThat(daemon.program().terminate()).isZero();
        }
    }

    @Test
    void one_loop_serves_a_connection_and_knows_its_peer() throws Exception {
        try (Program program = accepting("--connection", "127.0.0.1:0")) {
            Echo.overTcp(Spawn.address(program, 3));
            assertThat(program.exitCode()).as("%s", program.err()).isZero();
            assertThat(program.out()).hasSize(3);
            assertThat(program.out().get(0)).startsWith("serving \"connection\" (CONNECTION 127.0.0.1:");
            assertThat(program.out().get(1)).startsWith("peer \"/127.0.0.1:");
            assertThat(program.out().get(2)).isEqualTo("no further one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--unix-connection", "--seqpacket-connection"})
    void one_loop_serves_a_unix_connection_and_knows_its_user(String option) throws Exception {
        Path path = directory.resolve("s");
        Path own = directory.resolve("client");
        try (Program program = accepting(option, path.toString())) {
            program.errLine("fd 3");
            Clients.run(option.startsWith("--unix") ? "stream" : "seqpacket", path.toString(), own.toString());
            assertThat(program.exitCode()).as("%s", program.err()).isZero();
            assertThat(program.out())
                    .containsExactly(
                            "serving \"connection\" (CONNECTION " + path + ", fd 3)",
                            "peer \"" + own + "\"",
                            "user " + System.getProperty("user.name"),
                            "no further one");
        }
    }

    /** Checks abstract names, which the JDK cannot express. */
    @ParameterizedTest
    @ValueSource(strings = {"", "@doorbell-peer"})
    void a_peer_without_a_path_has_an_empty_address(String own) throws Exception {
        Path path = directory.resolve("s");
        try (Program program = accepting("--unix-connection", path.toString())) {
            program.errLine("fd 3");
            Clients.run("stream", path.toString(), own);
            assertThat(program.exitCode()).as("%s", program.err()).isZero();
            assertThat(program.out()).contains("peer \"\"", "user " + System.getProperty("user.name"));
        }
    }

    @Test
    void a_peer_whose_path_is_not_ascii() throws Exception {
        Path path = directory.resolve("s");
        Path own = directory.resolve("z\u00fcrich");
        try (Program program = accepting("--unix-connection", path.toString())) {
            program.errLine("fd 3");
            Clients.run("stream", path.toString(), own.toString());
            assertThat(program.exitCode()).as("%s", program.err()).isZero();
            assertThat(program.out()).contains("no further one");
        }
    }

    @Test
    void one_loop_serves_an_inherited_listener_and_one_that_it_binds() throws Exception {
        List<String> passed =
                List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--listen-pid", "self", "--fdnames", "x", "--");
        try (Program program = Program.start(SmallProgram.command(passed, Accepting.class, "x=tcp://127.0.0.1:1"))) {
            assertServesThree(program, "fd 3");
        }
        try (Program program = Program.start(SmallProgram.command(List.of(), Accepting.class, "x=tcp://127.0.0.1:0"))) {
            assertServesThree(program, "serving");
        }
    }

    private static void assertServesThree(Program program, String passedOrBound) throws Exception {
        String line = program.outLine("serving \"x\" (TCP 127.0.0.1:");
        assertThat(line).contains(passedOrBound);
        String address = line.substring(line.indexOf("127"), line.indexOf(line.contains(",") ? ',' : ')'));
        for (int client = 0; client < 3; client++) {
            Echo.overTcp(Echo.address(address));
        }
        assertThat(program.isAlive()).isTrue();
    }

    private static Program accepting(String option, String at) throws Exception {
        List<String> spawn = new ArrayList<>(List.of(Paths.SPAWN, option, at));
        spawn.addAll(List.of("--listen-pid", "self", "--fdnames", "connection", "--"));
        return Program.start(SmallProgram.command(spawn, Accepting.class, "x=tcp://127.0.0.1:0"));
    }

    /** Returns a command without any LISTEN_ variable, as inetd runs it. */
    private static List<String> spawn(String option, String at, List<String> between) {
        List<String> spawn = new ArrayList<>(List.of(Paths.SPAWN, option, at, "--"));
        spawn.addAll(between);
        return spawn;
    }

    private static Program activate(List<String> options, String... arguments) throws IOException {
        List<String> activator = new ArrayList<>(List.of("systemd-socket-activate"));
        activator.addAll(options);
        return Program.start(EchoDaemon.command(activator, List.of(), arguments));
    }
}
