package dev.doorbell.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Names;
import dev.doorbell.e2e.fixture.Ports;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.e2e.fixture.Terminal;
import dev.doorbell.e2e.fixture.Trial;
import dev.doorbell.e2e.fixture.Trials;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind that Doorbell can bind, under {@code doorbell run}: the first arrival starts echo-daemon, which knows only
 * the name, and gets an answer.
 */
@Timeout(120)
@Needs({"cc", "python3", "socat"})
class RunKindsIT {
    @TempDir
    private Path directory;

    @Test
    void tcp() throws Exception {
        serve(Trials.tcp("", "127.0.0.1", "tcp://"));
        serve(Trials.tcp("", "[::1]", "tcp://"));
    }

    @Test
    void tcp_on_every_address_of_a_name() throws Exception {
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 localhost\n::1 localhost\n");
        int port = Ports.free();
        List<String> spec = List.of("x=tcp://localhost:" + port);
        List<String> command = Runs.command(List.of(), spec, EchoDaemon.command("x"));
        command.add(1, "-Djdk.net.hosts.file=" + hosts);
        try (Program run = Program.start(command)) {
            Runs.awaitListening(run, 2);
            Clients.run("tcp", "::1", String.valueOf(port));
            Clients.run("tcp", "127.0.0.1", String.valueOf(port));
            Started daemon = Started.await(run);
            assertThat(daemon.listeners()).extracting(line -> line.getInt("fd")).containsExactly(3, 4);
            assertThat(daemon.listeners())
                    .extracting(line -> line.getString("address"))
                    .containsExactlyInAnyOrder("127.0.0.1:" + port, "[::1]:" + port);
            assertThat(run.terminate()).isZero();
        }
    }

    @Test
    void udp() throws Exception {
        serve(Trials.udp("", "127.0.0.1", "udp://"));
        serve(Trials.udp("", "[::1]", "udp://"));
    }

    @Test
    void unix_streams() throws Exception {
        serveAt(directory.resolve("s"), Trials.unix(directory.resolve("s")));
        serve(Trials.unix(Names.unique("run")));
    }

    @Test
    void unix_records() throws Exception {
        serveAt(directory.resolve("s"), Trials.seqpacket(directory.resolve("s")));
        serve(Trials.seqpacket(Names.unique("run")));
    }

    @Test
    void unix_datagrams() throws Exception {
        serveAt(directory.resolve("s"), Trials.datagrams(directory.resolve("s"), directory));
    }

    @Test
    void unix_datagrams_by_an_abstract_name() throws Exception {
        serve(Trials.datagrams(Names.unique("run"), directory));
    }

    @Test
    void fifos() throws Exception {
        serveAt(directory.resolve("f"), Trials.fifo(directory.resolve("f")));
    }

    @Test
    void devices() throws Exception {
        try (Terminal terminal = Terminal.in(directory)) {
            serve(Trials.terminal(terminal));
        }
    }

    @Test
    void what_can_always_be_read_has_arrived_already() throws Exception {
        String file = "/proc/sys/kernel/ostype";
        try (Program run = Runs.startEcho(List.of(), List.of("x=special://" + file))) {
            assertThat(run.outUntil("ready")).containsExactly(EchoDaemon.line("x", "SPECIAL", 3, file.toString()));
            assertThat(run.terminate()).isZero();
        }
    }

    @Test
    void netlink() throws Exception {
        serve(Trials.netlink());
    }

    @Test
    void message_queues() throws Exception {
        String name = "/" + Names.unique("run");
        try {
            serve(Trials.queue(name));
            assertThat(Clients.run("mqueue_look", name)).containsExactly("gone");
        } finally {
            Clients.run("mqueue_remove", name);
        }
    }

    @Test
    void all_at_once_and_the_first_arrival_is_on_the_last() throws Exception {
        Path stream = directory.resolve("stream");
        Path fifo = directory.resolve("fifo");
        List<String> specs = List.of("tcp=tcp://127.0.0.1:0", "unix=unix://" + stream, "fifo=fifo://" + fifo);
        try (Program run = Runs.startEcho(List.of(), specs)) {
            Runs.awaitListening(run, specs.size());
            Trials.write(fifo, "rung");
            Started daemon = Started.await(run);
            assertThat(run.errLine(": started ")).contains("fifo");
            assertThat(daemon.listeners()).extracting(line -> line.getInt("fd")).containsExactly(3, 4, 5);
            Echo.overTcp(Echo.address(daemon.address(0)));
            Echo.overUnix(stream);
            assertThat(run.terminate()).isZero();
        }
        assertThat(directory).isEmptyDirectory();
    }

    private void serveAt(Path file, Trial trial) throws Exception {
        serve(trial);
        assertThat(Files.exists(file, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    /** Connects the client first, to the address that {@code doorbell run} prints. */
    private static void serve(Trial trial) throws Exception {
        try (Program run = Runs.startEcho(List.of(), List.of(trial.spec()))) {
            Runs.awaitListening(run, 1);
            String address = trial.address().isEmpty() ? "\"" + Runs.at(run) + "\"" : trial.address();
            List<String> expected = List.of(EchoDaemon.line("x", trial.kind(), "systemd", 3, address));
            trial.client().use(new Started(run, expected));
            assertThat(run.errLine(": started ")).startsWith("doorbell: something on \"x\"");
            assertThat(run.outUntil("ready")).isEqualTo(expected);
            assertThat(run.terminate()).isZero();
        }
    }
}
