package dev.doorbell.e2e.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.e2e.programs.Detaching;
import dev.doorbell.e2e.programs.OneByOne;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promises of mitsuhiko/listenfd in its README, its changelog and the comments of {@code src/manager.rs} and
 * {@code src/unix.rs}; it has no tests of its own.
 *
 * <p>listenfd takes a descriptor by index, Doorbell by name, address or kind. listenfd answers a second take of the same
 * index with nothing, as if nothing were passed; Doorbell reports an error. listenfd also has a protocol for its own tool
 * systemfd: a missing or empty {@code LISTEN_PID} means any process, {@code LISTEN_FDS_FIRST_FD} sets the first number,
 * and a number that does not parse means that nothing is passed. Doorbell answers as libsystemd does, since a child that
 * inherited the variables by accident would take descriptors of another process. Run systemfd without {@code
 * --no-pid}, and {@code exec java}.
 *
 * <p>Not applicable: Windows sockets, and indexes that are out of range. FD_CLOEXEC and children are in
 * {@link OthersMistakesIT}.
 */
@Timeout(120)
@Needs("cc")
class ListenfdCasesIT {
    private static final List<String> TCP = List.of("--tcp", "127.0.0.1:0");

    @TempDir
    private Path directory;

    @Test
    void a_listener_that_was_passed_is_used_and_otherwise_one_is_bound() throws Exception {
        try (Program daemon = Spawn.echoDaemon(TCP, "x=tcp://127.0.0.1:0")) {
            assertThat(daemon.outUntil("ready")).containsExactly(EchoDaemon.line("x", "TCP", 3, Spawn.at(daemon, 3)));
        }
        try (Program daemon = Program.start(EchoDaemon.command("x=tcp://127.0.0.1:0"))) {
            assertThat(daemon.outUntil("ready")).singleElement().asString().contains("\"fallback\"", "\"fd\":null");
        }
    }

    @Test
    void a_wrong_type_is_an_error_and_leaves_the_descriptor_in_its_place() throws Exception {
        List<String> passed = Spawn.plus(TCP, "--fdnames", "x");
        try (Program program = Spawn.small(
                passed,
                OneByOne.class,
                "x=udp://127.0.0.1:0",
                "x=unix:///nowhere",
                "x=fifo:///nowhere",
                "x=tcp://[::1]:1")) {
            List<String> said = program.outUntil("ready");
            assertThat(said.subList(0, 3))
                    .allMatch(line -> line.contains(", but systemd passed \"x\" (TCP 127.0.0.1:"));
            assertThat(said.get(3)).endsWith(" -> [\"x\" (TCP " + Spawn.at(program, 3) + ", fd 3)]");
            assertThat(Echo.firstByte(Spawn.address(program, 3))).isEqualTo(1);
        }
    }

    @Test
    void a_descriptor_that_was_taken_is_not_given_out_again() throws Exception {
        List<String> passed = Spawn.plus(TCP, "--fdnames", "x");
        try (Program program = Spawn.small(passed, OneByOne.class, "x=tcp://127.0.0.1:1", "x")) {
            assertThat(program.outUntil("ready").get(1)).contains("\"x\" (fd 3)", "taken already in this process");
        }
    }

    @Test
    void a_tcp_listener_may_be_of_ipv6() throws Exception {
        try (Program daemon = Spawn.echoDaemon(List.of("--tcp6", "[::1]:0"), "x=tcp://127.0.0.1:1")) {
            assertThat(daemon.outUntil("ready")).containsExactly(EchoDaemon.line("x", "TCP", 3, Spawn.at(daemon, 3)));
            Echo.overTcp(Spawn.address(daemon, 3));
        }
    }

    @Test
    void each_type_that_can_be_taken_is_of_a_kind() throws Exception {
        List<String> passed = List.of(
                "--tcp",
                "127.0.0.1:0",
                "--unix",
                at("stream"),
                "--udp",
                "127.0.0.1:0",
                "--unixgram",
                at("datagram"),
                "--seqpacket",
                at("seqpacket"));
        assertThat(Spawn.inspected("kind", passed))
                .containsExactly("TCP", "UNIX_STREAM", "UDP", "UNIX_DATAGRAM", "UNIX_SEQPACKET");
    }

    @Test
    void a_file_is_not_taken_for_a_socket() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "content");
        List<String> passed = List.of("--special", file.toString(), "--fdnames", "x");
        try (Program program = Spawn.small(passed, OneByOne.class, "x=tcp://127.0.0.1:1", "x=unix:///nowhere")) {
            assertThat(program.outUntil("ready"))
                    .hasSize(2)
                    .allMatch(line -> line.contains("systemd passed \"x\" (FILE " + file + ", fd 3)"));
        }
    }

    @Test
    void the_raw_descriptor_of_anything_can_be_taken() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "content");
        List<String> passed = List.of("--tcp", "127.0.0.1:0", "--special", file.toString(), "--fdnames", "t:x");
        try (Program program = Spawn.small(passed, Detaching.class, "x")) {
            assertThat(program.exitCode()).as("%s", program.err()).isZero();
            assertThat(program.out()).containsExactly("x: content");
        }
    }

    @Test
    void without_a_pid_nothing_is_passed_and_an_empty_one_is_an_error() throws Exception {
        List<String> withoutPid = Spawn.plus(TCP, "--listen-pid", "none", "--fds", "1");
        assertThat(Spawn.inspected(withoutPid).getArray("listeners")).isEmpty();
        assertThat(Spawn.inspected(Spawn.plus(TCP, "--listen-pid", "")).getString("error"))
                .contains("LISTEN_PID is \"\"");
    }

    @Test
    void the_first_number_is_3_whatever_LISTEN_FDS_FIRST_FD_says() throws Exception {
        List<String> command = List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--listen-pid", "self", "--");
        try (Program daemon = Program.start(EchoDaemon.command(
                Spawn.plus(command, "env", "LISTEN_FDS_FIRST_FD=4"), List.of(), "x=tcp://127.0.0.1:1"))) {
            assertThat(daemon.outUntil("ready")).containsExactly(EchoDaemon.line("x", "TCP", 3, Spawn.at(daemon, 3)));
        }
    }

    @Test
    void a_number_that_does_not_parse_is_an_error() throws Exception {
        assertThat(Spawn.inspected(Spawn.plus(TCP, "--fds", "one")).getString("error"))
                .contains("LISTEN_FDS is \"one\"");
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }
}
