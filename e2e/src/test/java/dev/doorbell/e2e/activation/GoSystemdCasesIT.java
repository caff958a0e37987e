package dev.doorbell.e2e.activation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases of coreos/go-systemd: {@code activation/files_test.go}, {@code listeners_test.go} and
 * {@code packetconns_test.go}, and the promises of {@code files_unix.go} and {@code listeners.go} about order and names.
 *
 * <p>Doorbell, like libsystemd, is stricter than go-systemd: a list with too few names and a number of zero are errors,
 * since a program that goes on would serve the wrong sockets or none. The tests of go-systemd write to the passed pipes.
 * A FIFO of {@code systemd.socket(5)} is for reading, so these tests read them.
 *
 * <p>Not applicable: {@code unsetEnv}, since a JVM cannot change its environment ({@link OthersMistakesIT} shows that
 * children do not take the variables for their own), the listeners with TLS, which is not a part of adopting, and the
 * stubs for Windows.
 */
@Timeout(120)
@Needs("cc")
class GoSystemdCasesIT {
    private static final int TIMEOUT_MILLIS = 30_000;

    @TempDir
    private Path directory;

    @Test
    void clients_that_wrote_before_the_program_started_are_answered_on_each_named_listener() throws Exception {
        List<String> passed = List.of("--tcp", "127.0.0.1:0", "--tcp", "127.0.0.1:0", "--fdnames", "fd1:fd2");
        try (Program daemon = Spawn.echoDaemonWhenTold(passed, "fd1", "fd2");
                Socket one = wrote("Hello", Spawn.address(daemon, 3));
                Socket other = wrote("Goodbye", Spawn.address(daemon, 4))) {
            daemon.closeInput();
            assertThat(daemon.outUntil("ready"))
                    .containsExactly(
                            EchoDaemon.line("fd1", "TCP", 3, Spawn.at(daemon, 3)),
                            EchoDaemon.line("fd2", "TCP", 4, Spawn.at(daemon, 4)));
            assertThat(one.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("Hello");
            assertThat(other.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("Goodbye");
        }
    }

    @Test
    void datagrams_that_came_before_the_program_started_are_answered_on_each_named_socket() throws Exception {
        List<String> passed = List.of("--udp", "127.0.0.1:0", "--udp", "127.0.0.1:0", "--fdnames", "fd1:fd2");
        try (Program daemon = Spawn.echoDaemonWhenTold(passed, "fd1", "fd2");
                DatagramSocket one = sent("Hello", Spawn.address(daemon, 3));
                DatagramSocket other = sent("Goodbye", Spawn.address(daemon, 4))) {
            daemon.closeInput();
            daemon.outUntil("ready");
            assertThat(received(one)).isEqualTo("Hello");
            assertThat(received(other)).isEqualTo("Goodbye");
        }
    }

    @Test
    void pipes_are_used_under_their_names() throws Exception {
        Path one = directory.resolve("one");
        Path other = directory.resolve("other");
        List<String> passed = List.of("--fifo", one.toString(), "--fifo", other.toString(), "--fdnames", "fd1:fd2");
        try (Program daemon = Spawn.echoDaemon(passed, "fd1", "fd2")) {
            assertThat(daemon.outUntil("ready")).allMatch(line -> line.contains("\"kind\":\"FIFO\""));
            Files.writeString(one, "Hello world");
            Files.writeString(other, "Goodbye world");
            daemon.outLine("{\"name\":\"fd1\",\"received\":\"" + base64("Hello world") + "\"}");
            daemon.outLine("{\"name\":\"fd2\",\"received\":\"" + base64("Goodbye world") + "\"}");
        }
    }

    @Test
    void names_for_some_of_the_descriptors_only_are_an_error() throws Exception {
        List<String> passed = List.of("--tcp", "127.0.0.1:0", "--tcp", "127.0.0.1:0", "--fdnames", "fd1");
        assertThat(Spawn.inspected(passed).getString("error")).contains("LISTEN_FDNAMES has 1 name for 2 descriptors");
    }

    @Test
    void without_a_pid_no_descriptor_was_passed() throws Exception {
        List<String> passed = List.of("--tcp", "127.0.0.1:0", "--listen-pid", "none", "--fds", "1");
        try (Program daemon = Spawn.echoDaemon(passed, "x=tcp://127.0.0.1:0")) {
            assertThat(daemon.outUntil("ready"))
                    .singleElement()
                    .asString()
                    .contains("\"provider\":\"fallback\"")
                    .doesNotContain(Spawn.at(daemon, 3));
        }
    }

    @Test
    void a_number_of_zero_is_an_error() throws Exception {
        assertThat(Spawn.inspected(List.of("--fds", "0")).getString("error")).contains("LISTEN_FDS is \"0\"");
    }

    @Test
    void the_order_is_that_of_the_numbers_and_no_kind_leaves_a_gap() throws Exception {
        List<String> passed = List.of("--udp", "127.0.0.1:0", "--tcp", "127.0.0.1:0", "--tcp", "127.0.0.1:0");
        assertThat(Spawn.inspected("kind", passed)).containsExactly("UDP", "TCP", "TCP");
        assertThat(Spawn.inspected("fd", passed)).containsExactly("3", "4", "5");
    }

    @Test
    void one_name_may_have_several_listeners() throws Exception {
        List<String> passed = List.of("--tcp", "127.0.0.1:0", "--udp", "127.0.0.1:0", "--tcp", "127.0.0.1:0");
        List<String> named = Spawn.plus(passed, "--fdnames", "web:time:web");
        try (Program daemon = Spawn.echoDaemon(named, "web", "time")) {
            assertThat(daemon.outUntil("ready"))
                    .containsExactly(
                            EchoDaemon.line("web", "TCP", 3, Spawn.at(daemon, 3)),
                            EchoDaemon.line("web", "TCP", 5, Spawn.at(daemon, 5)),
                            EchoDaemon.line("time", "UDP", 4, Spawn.at(daemon, 4)));
            Echo.overTcp(Spawn.address(daemon, 3));
            Echo.overTcp(Spawn.address(daemon, 5));
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static Socket wrote(String text, InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.connect(server, TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.shutdownOutput();
        return socket;
    }

    private static DatagramSocket sent(String text, InetSocketAddress server) throws IOException {
        DatagramSocket socket = new DatagramSocket();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        byte[] bytes = text.getBytes(UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, server));
        return socket;
    }

    private static String received(DatagramSocket socket) throws IOException {
        DatagramPacket answer = new DatagramPacket(new byte[64], 64);
        socket.receive(answer);
        return new String(answer.getData(), 0, answer.getLength(), UTF_8);
    }
}
