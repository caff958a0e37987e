package dev.doorbell.e2e.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.e2e.programs.Begetting;
import dev.doorbell.e2e.programs.OneByOne;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes that libraries for other languages once made and Doorbell does not. Each test names the library. */
@Timeout(120)
@Needs("cc")
class OthersMistakesIT {
    private static final int O_NONBLOCK = 04000;

    /** The default backlog of spawn_with_sockets.c. */
    private static final String BACKLOG = "16";

    @TempDir
    private Path directory;

    /** service-binding (Rust) makes a UNIX listener of any descriptor where the program asks for one. */
    @Test
    void a_tcp_socket_is_not_taken_for_a_unix_one() throws Exception {
        List<String> passed = List.of("--tcp", "127.0.0.1:0", "--fdnames", "x");
        try (Program daemon = Spawn.echoDaemon(passed, "x=unix:///nowhere")) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", daemon.err()))
                    .contains(
                            "expected a listener of kind UNIX_STREAM for the spec x=unix:///nowhere, but systemd passed \"x\" (TCP 127.0.0.1:");
        }
    }

    /** As above, where no name says that they belong together. */
    @Test
    void an_unnamed_tcp_socket_is_not_given_to_the_only_unix_spec() throws Exception {
        Path path = directory.resolve("s");
        try (Program daemon = Spawn.echoDaemon(List.of("--tcp", "127.0.0.1:0"), "x=unix://" + path)) {
            assertThat(daemon.outUntil("ready")).singleElement().asString().contains("UNIX_STREAM", "\"fallback\"");
            assertThat(daemon.errLine("no spec asks for it")).contains("(TCP 127.0.0.1:", "fd 3");
        }
    }

    /** libsystemd-rs pairs descriptors with names, so that those beyond the last name are gone. */
    @Test
    void no_descriptor_is_dropped_for_want_of_a_name() throws Exception {
        List<String> passed = List.of("--tcp", "127.0.0.1:0", "--udp", "127.0.0.1:0", "--tcp", "127.0.0.1:0");
        assertThat(Spawn.inspected("name", passed)).containsExactly("unknown", "unknown", "unknown");
        assertThat(Spawn.inspected(Spawn.plus(passed, "--fdnames", "a:b")).getString("error"))
                .contains("LISTEN_FDNAMES has 2 names for 3 descriptors");
    }

    /** systemd_socket (Rust) keeps one descriptor for each name. */
    @Test
    void descriptors_of_the_same_name_are_all_there() throws Exception {
        List<String> passed = List.of("--tcp", "127.0.0.1:0", "--tcp6", "[::1]:0", "--fdnames", "x:x");
        try (Program daemon = Spawn.echoDaemon(passed, "x")) {
            assertThat(daemon.outUntil("ready")).hasSize(2);
            Echo.overTcp(Spawn.address(daemon, 3));
            Echo.overTcp(Spawn.address(daemon, 4));
        }
    }

    /** libsystemd-rs, is_special(): a regular file passes for a character device. */
    @Test
    void a_regular_file_is_not_taken_for_a_device() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        List<String> passed = List.of("--special", file.toString(), "--special", "/dev/zero", "--fdnames", "file:zero");
        assertThat(Spawn.inspected("kind", passed)).containsExactly("FILE", "SPECIAL");
        try (Program program = Spawn.small(
                passed,
                OneByOne.class,
                "file=special://" + file,
                "file=special:///dev/zero",
                "zero=special:///dev/zero")) {
            List<String> said = program.outUntil("ready");
            assertThat(said.subList(0, 2)).allMatch(line -> line.contains("\"file\" (FILE " + file));
            assertThat(said.get(2)).endsWith("[\"zero\" (SPECIAL /dev/zero, fd 4)]");
        }
    }

    /** go-systemd, Listeners() and PacketConns(): a descriptor that does not convert is nil, with no error. */
    @Test
    void a_descriptor_that_is_nothing_to_serve_is_not_skipped_in_silence() throws Exception {
        List<String> passed = new ArrayList<>(List.of("--tcp", "127.0.0.1:0", "--event", "--tcp", "127.0.0.1:0"));
        passed.addAll(List.of("--fdnames", "one:odd:two"));
        assertThat(Spawn.inspected("kind", passed)).containsExactly("TCP", "OTHER", "TCP");
        try (Program daemon = Spawn.echoDaemon(passed, "one", "two")) {
            assertThat(daemon.outUntil("ready")).hasSize(2);
            assertThat(daemon.errLine("no spec asks for it")).contains("\"odd\"", "fd 4");
        }
        try (Program daemon = Spawn.echoDaemon(passed, "odd=tcp://127.0.0.1:0")) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", daemon.err())).contains("\"odd\" (neither a socket nor a file, fd 4)");
        }
    }

    /** go-systemd again (its issue 405): a number beyond the open descriptors gives files that fail later, elsewhere. */
    @Test
    void more_descriptors_than_were_passed_are_an_error_at_once() throws Exception {
        assertThat(Spawn.inspected(List.of("--tcp", "127.0.0.1:0", "--fds", "100"))
                        .getString("error"))
                .contains("LISTEN_FDS is 100, so fd 3 to fd 102 should have been passed, but fd ");
    }

    /** Puma removes the path of a UNIX socket that was passed and that no bind uses, while systemd listens there. */
    @ParameterizedTest
    @ValueSource(strings = {"warn", "reject", "close", "later"})
    void the_path_of_a_socket_that_was_passed_is_never_removed(String policy) throws Exception {
        Path used = directory.resolve("used");
        Path unused = directory.resolve("unused");
        List<String> passed =
                List.of("--unix", used.toString(), "--unix", unused.toString(), "--fdnames", "used:unused");
        try (Program daemon = Spawn.echoDaemon(passed, "--when-unclaimed", policy, "used=unix://" + used)) {
            daemon.outUntil("ready");
            assertThat(daemon.terminate()).isZero();
        }
        assertThat(used).exists();
        assertThat(unused).exists();
    }

    /** Kestrel listens again with a backlog of its own, in place of the unit's. */
    @Test
    @Needs("ss")
    void the_backlog_of_a_passed_socket_stays_whatever_the_spec_says() throws Exception {
        Path path = directory.resolve("s");
        List<String> passed = List.of("--tcp", "127.0.0.1:0", "--unix", path.toString(), "--fdnames", "t:u");
        try (Program daemon =
                Spawn.echoDaemon(passed, "t=tcp://127.0.0.1:1?backlog=77", "u=unix://" + path + "?backlog=77")) {
            assertThat(daemon.outUntil("ready")).allMatch(line -> line.contains("\"systemd\""));
            Echo.overTcp(Spawn.address(daemon, 3));
            Echo.overUnix(path);
            assertThat(backlog(2, "-ltnH", "src " + Spawn.at(daemon, 3))).isEqualTo(BACKLOG);
            assertThat(backlog(3, "-lxH", "src " + path)).isEqualTo(BACKLOG);
        }
    }

    /** Libraries that leave LISTEN_ variables behind, as a JVM must: children take them, and numbers, for theirs. */
    @Test
    void a_child_of_the_program_takes_neither_its_variables_nor_its_descriptors() throws Exception {
        List<String> open =
                List.of("sh", "-c", "echo child of LISTEN_PID=$LISTEN_PID; ls -l /proc/$$/fd; exec \"$@\"", "sh");
        List<String> child = new ArrayList<>(List.of("x=tcp://127.0.0.1:1"));
        child.addAll(EchoDaemon.command(open, List.of(), "x=tcp://127.0.0.1:0"));
        try (Program program =
                Spawn.small(List.of("--tcp", "127.0.0.1:0"), Begetting.class, child.toArray(String[]::new))) {
            List<String> said = program.outUntil("ready");
            assertThat(said.get(0)).isEqualTo("parent has \"x\" (TCP " + Spawn.at(program, 3) + ", fd 3)");
            assertThat(said.get(1)).isEqualTo("child of LISTEN_PID=" + program.pid());
            assertThat(said).as("open descriptors of the child").noneMatch(line -> line.contains("socket:"));
            assertThat(said.get(said.size() - 1)).contains("\"provider\":\"fallback\"");
            assertThat(program.errLine("LISTEN_PID=" + program.pid())).contains("but this process is");
        }
    }

    /** As above, where the child was told to accept its ancestors' variables, as an option of the environment does. */
    @Test
    void a_child_that_accepts_its_ancestors_variables_misses_the_descriptors() throws Exception {
        List<String> child = new ArrayList<>(List.of("x=tcp://127.0.0.1:1"));
        child.addAll(EchoDaemon.command(List.of(), List.of("-Ddoorbell.systemd.pid=ancestor"), "x=tcp://127.0.0.1:0"));
        try (Program program =
                Spawn.small(List.of("--tcp", "127.0.0.1:0"), Begetting.class, child.toArray(String[]::new))) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", program.err()))
                    .contains("echo-daemon: LISTEN_FDS is 1, so fd 3", "but fd 3 is");
        }
    }

    /** sockets (Haskell) hangs where NonBlocking= is missing, and others spin where it is set: the mode was assumed. */
    @ParameterizedTest
    @CsvSource({"--nonblock, --tcp, 127.0.0.1:0", "--nonblock, --tcp6, [::1]:0", "--v6only, --tcp6, [::1]:0"})
    void a_listener_blocks_whatever_mode_it_was_passed_in(String mode, String option, String at) throws Exception {
        try (Program program = Spawn.small(List.of(mode, option, at), OneByOne.class, "x=tcp://127.0.0.1:1")) {
            program.outUntil("ready");
            assertThat(flagsOfSockets(program).stream().anyMatch(flags -> (flags & O_NONBLOCK) != 0))
                    .as("O_NONBLOCK, as it was passed")
                    .isEqualTo(mode.equals("--nonblock"));
            for (int client = 0; client < 3; client++) {
                assertThat(Echo.firstByte(Spawn.address(program, 3))).isEqualTo(1);
            }
        }
    }

    /** As above, for a program that selects: a silent client does not keep the next one waiting. */
    @ParameterizedTest
    @ValueSource(strings = {"--nonblock", "--v6only"})
    void a_listener_may_be_put_into_the_other_mode(String mode) throws Exception {
        List<String> passed = List.of(mode, "--tcp", "127.0.0.1:0");
        try (Program daemon = Spawn.echoDaemon(passed, "x=tcp://127.0.0.1:1")) {
            daemon.outUntil("ready");
            try (SocketChannel silent = SocketChannel.open(Spawn.address(daemon, 3))) {
                assertThat(silent.isConnected()).isTrue();
                Echo.overTcp(Spawn.address(daemon, 3));
            }
        }
    }

    private static String backlog(int column, String options, String filter) throws Exception {
        List<String> command = new ArrayList<>(List.of("ss", options));
        command.addAll(List.of(filter.split(" ", -1)));
        try (Program ss = Program.start(command)) {
            assertThat(ss.exitCode()).as("%s", ss.err()).isZero();
            assertThat(ss.out()).hasSize(1);
            return ss.out().get(0).split(" +", -1)[column];
        }
    }

    /**
     * Returns the flags of the sockets. The channel of an IPv4 socket has another number than the passed descriptor; JDK
     * 25 has a blocking socket of its own.
     */
    private static List<Integer> flagsOfSockets(Program program) throws IOException {
        Path process = Path.of("/proc/" + program.pid());
        List<Integer> flags = new ArrayList<>();
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            for (Path socket : open.filter(OthersMistakesIT::isSocket).toList()) {
                flags.add(flags(process.resolve("fdinfo").resolve(socket.getFileName())));
            }
        }
        return flags;
    }

    private static int flags(Path info) throws IOException {
        try (Stream<String> lines = Files.lines(info)) {
            String flags =
                    lines.filter(line -> line.startsWith("flags:")).findFirst().orElseThrow();
            return Integer.parseInt(flags.substring("flags:".length()).strip(), 8);
        }
    }

    private static boolean isSocket(Path open) {
        try {
            return Files.readSymbolicLink(open).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
