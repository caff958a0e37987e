package dev.doorbell.e2e.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.e2e.programs.Rejecting;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Listeners without a spec under the policy reject: no client of them waits indefinitely. */
@Timeout(120)
@Needs({"cc", "python3"})
class RejectIT {
    private static final String NAMES = "asked:tcp:unix:packets:udp:datagrams";
    private static final int TCP = 4;
    private static final int UDP = 7;

    /** The number of datagrams, many times the receive buffer. */
    private static final int DATAGRAMS = 3000;

    @TempDir
    private Path directory;

    @Test
    void clients_of_every_kind_are_turned_away_by_one_thread_without_any_class_of_jnr() throws Exception {
        Path classes = directory.resolve("classes");
        try (Program daemon = Program.start(EchoDaemon.command(
                spawn(),
                List.of("-Xlog:class+load:file=" + classes),
                "--when-unclaimed",
                "reject",
                "asked=tcp://127.0.0.1:1"))) {
            daemon.outUntil("ready");
            assertTurnedAway(daemon);
            Echo.overTcp(Spawn.address(daemon, 3));
            assertThat(daemon.err()).noneMatch(line -> line.contains("WARNING"));
            assertThat(daemon.terminate()).isZero();
        }
        assertThat(classes).content().contains("dev.doorbell.Rejecter").doesNotContain(" jnr.", " com.sun.jna.");
    }

    @Test
    void it_ends_with_the_listeners() throws Exception {
        List<String> command = SmallProgram.command(spawn(), Rejecting.class, "asked=tcp://127.0.0.1:1");
        try (Program program = Program.start(command)) {
            assertThat(program.outUntil("ready")).containsExactly("threads: 1");
            assertTurnedAway(program);
            assertThat(Echo.firstByte(Spawn.address(program, 3))).isEqualTo(-1);
            assertThat(program.outLine("closed, threads: ")).isEqualTo("closed, threads: 0");
            for (int fd = 3; fd <= 8; fd++) {
                assertThat(target(program, fd)).as("fd %d", fd).doesNotStartWith("socket:");
            }
            assertThatThrownBy(() -> Echo.firstByte(Spawn.address(program, TCP)))
                    .isInstanceOf(ConnectException.class);
            assertThat(directory.resolve("unix")).exists();
        }
    }

    /** Returns the target of a descriptor of the program, empty if it is closed or the program has ended. */
    private static String target(Program program, int fd) throws IOException {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + program.pid() + "/fd/" + fd))
                    .toString();
        } catch (NoSuchFileException closed) {
            return "";
        }
    }

    private void assertTurnedAway(Program daemon) throws Exception {
        for (int client = 0; client < 20; client++) {
            assertThat(Echo.firstByte(Spawn.address(daemon, TCP))).isEqualTo(-1);
        }
        Clients.run("refused", directory.resolve("unix").toString(), "SOCK_STREAM");
        Clients.run("refused", directory.resolve("packets").toString(), "SOCK_SEQPACKET");
        Clients.run("send_datagrams", directory.resolve("datagrams").toString(), "500");
        InetSocketAddress udp = Spawn.address(daemon, UDP);
        send(udp);
        Eventually.becomesTrue("the UDP queue is empty", () -> queued(udp.getPort()) == 0);
        assertThat(ProcessorTime.of(daemon.pid()).spentInHalfASecond()).isLessThan(200);
    }

    private static void send(InetSocketAddress udp) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int number = 0; number < DATAGRAMS; number++) {
                socket.send(new DatagramPacket(new byte[1000], 1000, udp));
            }
        }
    }

    /** Returns the rx_queue of a UDP socket, in /proc/net/udp of {@code proc(5)}. */
    private static long queued(int port) throws IOException {
        String local = String.format("0100007F:%04X", port);
        for (String line : Files.readAllLines(Path.of("/proc/net/udp"))) {
            String[] columns = line.trim().split("\\s+", -1);
            if (columns[1].equals(local)) {
                return Long.parseLong(columns[4].split(":", -1)[1], 16);
            }
        }
        throw new AssertionError("no socket has the UDP port " + port);
    }

    private List<String> spawn() {
        List<String> spawn = new ArrayList<>(List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--tcp", "127.0.0.1:0"));
        spawn.addAll(List.of("--unix", directory + "/unix", "--seqpacket", directory + "/packets"));
        spawn.addAll(List.of("--udp", "127.0.0.1:0", "--unixgram", directory + "/datagrams"));
        spawn.addAll(List.of("--listen-pid", "self", "--fdnames", NAMES, "--"));
        return spawn;
    }
}
