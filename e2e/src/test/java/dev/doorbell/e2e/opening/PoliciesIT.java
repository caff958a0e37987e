package dev.doorbell.e2e.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Listeners that were passed without a spec, and specs whose listener was not passed. */
@Timeout(120)
@Needs("cc")
class PoliciesIT {
    private static final String ASKED = "asked=tcp://127.0.0.1:1";

    @TempDir
    private Path directory;

    @Test
    void unclaimed_listeners_stay_open_with_a_warning_for_each() throws Exception {
        try (Program daemon = unclaimed("warn")) {
            daemon.outUntil("ready");
            assertThat(daemon.errLine("\"other\"")).contains("no spec asks for it", "fd 4");
            assertThat(daemon.errLine("\"datagrams\"")).contains("no spec asks for it", "fd 5");
            assertThat(isOpen(daemon, 4)).isTrue();
            assertThat(daemon.terminate()).isZero();
        }
    }

    @Test
    void rejected_clients_see_the_end_of_the_stream_and_datagrams_are_dropped() throws Exception {
        try (Program daemon = unclaimed("reject")) {
            daemon.outUntil("ready");
            for (int client = 0; client < 20; client++) {
                assertThat(Echo.firstByte(Spawn.address(daemon, 4))).isEqualTo(-1);
            }
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.send(new DatagramPacket(new byte[8], 8, Spawn.address(daemon, 5)));
            }
            Echo.overTcp(Spawn.address(daemon, 3));
            assertThat(String.join("\n", daemon.err())).doesNotContain("WARNING");
            assertThat(daemon.terminate()).isZero();
        }
    }

    @Test
    void closed_listeners_are_closed_and_log_nothing() throws Exception {
        try (Program daemon = unclaimed("close")) {
            daemon.outUntil("ready");
            assertThat(String.join("\n", daemon.err())).doesNotContain("WARNING");
            // no other process has these sockets, so that clients are refused
            assertThat(connectionFailure(Spawn.address(daemon, 4))).isInstanceOf(ConnectException.class);
            Echo.overTcp(Spawn.address(daemon, 3));
        }
    }

    @Test
    void later_says_nothing_and_leaves_them_open() throws Exception {
        try (Program daemon = unclaimed("later")) {
            daemon.outUntil("ready");
            assertThat(String.join("\n", daemon.err())).doesNotContain("WARNING");
            assertThat(isOpen(daemon, 4)).isTrue();
        }
    }

    @Test
    void fail_names_each_of_them() throws Exception {
        try (Program daemon = unclaimed("fail")) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(daemon.out()).isEmpty();
            assertThat(daemon.err().get(daemon.err().size() - 1))
                    .contains("\"other\" (TCP", "fd 4", "\"datagrams\" (UDP");
        }
    }

    @Test
    void what_is_missing_is_bound_by_default() throws Exception {
        try (Program daemon = missing("bind", "gone=tcp://127.0.0.1:0")) {
            List<String> lines = daemon.outUntil("ready");
            assertThat(lines.get(0)).contains("\"provider\":\"systemd\"");
            assertThat(lines.get(1)).contains("\"gone\"", "\"provider\":\"fallback\"", "\"fd\":null");
        }
    }

    @Test
    void what_is_missing_is_an_error_that_says_what_was_passed_instead() throws Exception {
        try (Program daemon = missing("fail", "gone=tcp://127.0.0.1:0")) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", daemon.err()))
                    .contains("No listener named \"gone\" was passed. systemd passed 1: \"asked\" (TCP", "fd 3")
                    .contains("FileDescriptorName=gone", "Provider chosen: systemd");
        }
    }

    @Test
    void what_is_missing_is_left_out() throws Exception {
        try (Program daemon = missing("skip", "gone=tcp://127.0.0.1:0")) {
            assertThat(daemon.outUntil("ready")).singleElement().asString().contains("\"asked\"");
        }
    }

    @Test
    void a_bare_name_cannot_be_bound() throws Exception {
        try (Program daemon = missing("bind", "gone")) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", daemon.err())).contains("\"gone\"", "A bare name cannot be bound");
        }
    }

    @Test
    void a_bare_name_that_was_passed_is_served_whatever_its_kind() throws Exception {
        List<String> spawn = List.of(
                Paths.SPAWN,
                "--unix",
                directory.resolve("s").toString(),
                "--listen-pid",
                "self",
                "--fdnames",
                "s",
                "--");
        try (Program daemon = Program.start(EchoDaemon.command(spawn, List.of(), "s"))) {
            assertThat(daemon.outUntil("ready").get(0)).contains("\"kind\":\"UNIX_STREAM\"");
            Echo.overUnix(directory.resolve("s"));
        }
    }

    private static Program unclaimed(String policy) throws IOException {
        List<String> spawn = List.of(
                Paths.SPAWN,
                "--tcp",
                "127.0.0.1:0",
                "--tcp",
                "127.0.0.1:0",
                "--udp",
                "127.0.0.1:0",
                "--listen-pid",
                "self",
                "--fdnames",
                "asked:other:datagrams",
                "--");
        return Program.start(EchoDaemon.command(spawn, List.of(), "--when-unclaimed", policy, ASKED));
    }

    private static Program missing(String policy, String spec) throws IOException {
        List<String> spawn =
                List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--listen-pid", "self", "--fdnames", "asked", "--");
        List<String> command = new ArrayList<>(EchoDaemon.command(spawn, List.of()));
        command.addAll(List.of("--when-missing", policy, ASKED, spec));
        return Program.start(command, Map.of());
    }

    /**
     * Returns whether the program still has a descriptor open.
     */
    private static boolean isOpen(Program daemon, int fd) {
        return Path.of("/proc/" + daemon.pid() + "/fd/" + fd).toFile().exists();
    }

    private static Throwable connectionFailure(InetSocketAddress address) {
        try {
            return new AssertionError("read " + Echo.firstByte(address));
        } catch (IOException e) {
            return e;
        }
    }
}
