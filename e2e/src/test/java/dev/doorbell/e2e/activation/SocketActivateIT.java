package dev.doorbell.e2e.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Ports;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs under the real systemd-socket-activate, which starts them on the first connection. */
@Timeout(120)
@Needs("systemd-socket-activate")
class SocketActivateIT {
    @TempDir
    private Path directory;

    @Test
    void the_first_connection_starts_the_program_and_is_served() throws Exception {
        int port = Ports.free();
        try (Program activator = activate(List.of("-l", "127.0.0.1:" + port), "x=tcp://127.0.0.1:" + port)) {
            activator.errLine("Listening on");
            assertThat(commandOf(activator)).startsWith("systemd-socket-activate");
            Echo.overTcp(Ports.local(port));
            assertThat(activator.outUntil("ready"))
                    .containsExactly("{\"name\":\"x\",\"kind\":\"TCP\",\"provider\":\"systemd\",\"fd\":3,\"address\":"
                            + "\"127.0.0.1:" + port + "\"}");
            assertThat(activator.terminate()).isZero();
        }
    }

    @Test
    void several_named_sockets_arrive_under_their_names_whatever_the_specs_say_of_addresses() throws Exception {
        int port = Ports.free();
        Path path = directory.resolve("c.sock");
        List<String> options = List.of("-l", "127.0.0.1:" + port, "-l", path.toString(), "--fdname=web:control");
        try (Program activator = activate(options, "control=unix:///nowhere", "web=tcp://[::1]:1")) {
            activator.errLine("as 4");
            Echo.overUnix(path);
            assertThat(activator.outUntil("ready"))
                    .containsExactly(
                            EchoDaemon.line("control", "UNIX_STREAM", 4, path.toString()),
                            EchoDaemon.line("web", "TCP", 3, "127.0.0.1:" + port));
            Echo.overTcp(Ports.local(port));
            assertThat(activator.terminate()).isZero();
        }
        assertThat(path).exists();
    }

    @Test
    void unnamed_sockets_are_told_apart_by_their_addresses() throws Exception {
        int one = Ports.free();
        int other = Ports.free();
        List<String> options = List.of("-l", "127.0.0.1:" + one, "-l", "[::1]:" + other);
        try (Program activator = activate(options, "b=tcp://[::1]:" + other, "a=tcp://127.0.0.1:" + one)) {
            activator.errLine("as 4");
            Echo.overTcp(Ports.local(one));
            assertThat(activator.outUntil("ready"))
                    .containsExactly(
                            EchoDaemon.line("b", "TCP", 4, "[::1]:" + other),
                            EchoDaemon.line("a", "TCP", 3, "127.0.0.1:" + one));
        }
    }

    @Test
    void the_sole_unnamed_socket_of_a_kind_belongs_to_the_sole_spec_of_it() throws Exception {
        int port = Ports.free();
        Path path = directory.resolve("c.sock");
        List<String> options = List.of("-l", "127.0.0.1:" + port, "-l", path.toString());
        try (Program activator = activate(options, "web=tcp://127.0.0.1:1", "control=unix:///nowhere")) {
            activator.errLine("as 4");
            Echo.overTcp(Ports.local(port));
            assertThat(activator.outUntil("ready"))
                    .containsExactly(
                            EchoDaemon.line("web", "TCP", 3, "127.0.0.1:" + port),
                            EchoDaemon.line("control", "UNIX_STREAM", 4, path.toString()));
        }
    }

    @Test
    void a_datagram_socket_is_served() throws Exception {
        int port = Ports.free();
        try (Program activator = activate(List.of("-d", "-l", "127.0.0.1:" + port), "x=udp://127.0.0.1:" + port)) {
            activator.errLine("Listening on");
            Echo.overUdp(Ports.local(port));
            assertThat(activator.outUntil("ready"))
                    .containsExactly(EchoDaemon.line("x", "UDP", 3, "127.0.0.1:" + port));
            assertThat(activator.terminate()).isZero();
        }
    }

    @Test
    @Needs("python3")
    void an_abstract_socket_is_served() throws Exception {
        String name = "doorbell-activated-" + System.nanoTime();
        try (Program activator = activate(List.of("-l", "@" + name), "x=unix:@" + name)) {
            activator.errLine("Listening on");
            Echo.overAbstractName(name);
            assertThat(activator.outUntil("ready")).containsExactly(EchoDaemon.line("x", "UNIX_STREAM", 3, "@" + name));
        }
    }

    @Test
    void a_wrapper_that_does_not_exec_is_explained_and_the_program_binds() throws Exception {
        int port = Ports.free();
        String script = Paths.JAVA + " -jar " + Paths.ECHO_DAEMON + " x=tcp://127.0.0.1:0; exit $?";
        List<String> command = List.of("systemd-socket-activate", "-l", "127.0.0.1:" + port, "sh", "-c", script);
        try (Program activator = Program.start(command)) {
            activator.errLine("Listening on");
            assertThat(new Socket(InetAddress.getLoopbackAddress(), port).isConnected())
                    .isTrue();
            Started daemon = Started.await(activator);
            assertThat(activator.errLine("LISTEN_PID=")).contains("exec java", String.valueOf(activator.pid()));
            assertThat(daemon.lines().get(0)).contains("\"provider\":\"fallback\"");
            Echo.overTcp(Echo.address(daemon.address(0)));
        }
    }

    private static Program activate(List<String> options, String... specs) throws IOException {
        List<String> activator = new ArrayList<>(List.of("systemd-socket-activate"));
        activator.addAll(options);
        return Program.start(EchoDaemon.command(activator, List.of(), specs));
    }

    private static String commandOf(Program program) throws IOException {
        return Files.readString(Path.of("/proc/" + program.pid() + "/cmdline")).replace('\0', ' ');
    }
}
