package dev.doorbell.e2e.activation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Ports;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.e2e.programs.Detaching;
import dev.doorbell.needs.Needs;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases of systemd's own tests: {@code test/units/TEST-74-AUX-UTILS.socket-activate.sh}, the listing that
 * {@code src/test/test-daemon.c} prints, and what {@code test/units/TEST-23-UNIT-FILE.openfile.sh} passes with
 * {@code OpenFile=}, handed over here without a service manager.
 *
 * <p>{@code --now} is newer than systemd 252, which these tests must run with; a launcher of the tests shows that the
 * program starts before its first client. A regular file cannot be served, so it is available as a raw descriptor only.
 *
 * <p>Not applicable: the options that systemd-socket-activate refuses together, where no program is started, and a missing
 * file of {@code OpenFile=}, which systemd does not pass.
 */
@Timeout(120)
@Needs({"cc", "systemd-socket-activate"})
class SocketActivateCasesIT {
    @TempDir
    private Path directory;

    @Test
    void accept_and_inetd_start_a_program_for_the_client_that_is_answered_to_its_last_byte() throws Exception {
        int port = Ports.free();
        List<String> activator = List.of("systemd-socket-activate", "-l", "127.0.0.1:" + port, "--accept", "--inetd");
        try (Program program = Program.start(EchoDaemon.command(activator, List.of(), "--inetd"))) {
            program.errLine("Listening on");
            try (Socket client = new Socket()) {
                client.connect(Ports.local(port));
                assertThat(answer(client, "hello")).isEqualTo("hello");
            }
        }
    }

    @Test
    void a_program_that_is_started_now_serves_the_clients_that_come_later() throws Exception {
        try (Program daemon = Spawn.echoDaemon(List.of("--tcp", "127.0.0.1:0"), "x=tcp://127.0.0.1:1")) {
            assertThat(daemon.outUntil("ready")).containsExactly(EchoDaemon.line("x", "TCP", 3, Spawn.at(daemon, 3)));
            try (Socket client = new Socket()) {
                client.connect(Spawn.address(daemon, 3));
                assertThat(answer(client, "bye")).isEqualTo("bye");
            }
        }
    }

    @Test
    void each_descriptor_is_listed_with_its_number_and_name() throws Exception {
        Path path = directory.resolve("s");
        List<String> inspect = new ArrayList<>(List.of("systemd-socket-activate", "--fdname=first:second"));
        inspect.addAll(List.of("-l", path.toString(), "-l", "127.0.0.1:" + Ports.free()));
        inspect.addAll(List.of(Paths.JAVA, "-jar", Paths.DOORBELL_COMMAND, "inspect"));
        try (Program program = Program.start(inspect)) {
            program.errLine("as 4");
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                assertThat(client.isConnected()).isTrue();
            }
            assertThat(program.exitCode()).isZero();
            assertThat(program.out())
                    .anyMatch(line -> line.matches("3 +first +UNIX_STREAM +" + path))
                    .anyMatch(line -> line.matches("4 +second +TCP +127\\.0\\.0\\.1:\\d+"));
        }
    }

    @Test
    void opened_files_are_had_by_their_names() throws Exception {
        Path open = Files.writeString(directory.resolve("open.txt"), "Open\n");
        Path colon = Files.writeString(directory.resolve("file:colon.txt"), "File\n");
        List<String> passed = List.of("--special", open.toString(), "--special", colon.toString());
        List<String> named = Spawn.plus(passed, "--fdnames", "open.txt:colon");
        try (Program program = Spawn.small(named, Detaching.class, "open.txt", "colon")) {
            assertThat(program.exitCode()).as("%s", program.err()).isZero();
            assertThat(program.out()).containsExactly("open.txt: Open", "colon: File");
        }
    }

    @Test
    void an_opened_socket_is_a_connection_to_it() throws Exception {
        Path path = directory.resolve("test.sock");
        List<String> passed = List.of("--unix-connection", path.toString(), "--fdnames", "socket");
        try (Program daemon = Spawn.echoDaemon(passed, "socket")) {
            daemon.errLine("fd 3");
            Echo.overUnix(path);
            assertThat(daemon.outLine("\"socket\"")).contains("\"kind\":\"CONNECTION\"", "\"fd\":3");
        }
    }

    private static String answer(Socket client, String sent) throws Exception {
        client.setSoTimeout(60_000);
        client.getOutputStream().write(sent.getBytes(UTF_8));
        client.shutdownOutput();
        return new String(client.getInputStream().readAllBytes(), UTF_8);
    }
}
