package dev.doorbell.e2e.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that hands its inherited listeners on to the next program, while clients connect. */
@Timeout(60)
class HandingOnIT {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final String HANDED_ON = "handed on to ";

    /** A program that prints what it was passed, and answers each client of descriptor 3. */
    private static final String PYTHON = """
            import os, socket
            pid = os.environ["LISTEN_PID"] == str(os.getpid())
            names = os.environ["LISTEN_FDNAMES"]
            fds = []
            for number in os.listdir("/proc/self/fd"):
                try:
                    fds.append((int(number), os.readlink("/proc/self/fd/" + number).split(":")[0]))
                except OSError:
                    pass # that of listdir itself
            passed = sorted(fd for fd in fds if fd[0] > 2)
            print(pid, os.environ["LISTEN_FDS"], names, passed, "LISTEN_PIDFDID" in os.environ, flush=True)
            listener = socket.socket(fileno=3)
            while True:
                client = listener.accept()[0]
                client.sendall(b"python got " + client.recv(100))
                client.close()
            """;

    @TempDir
    private Path directory;

    @Test
    @Needs("cc")
    void a_java_program_serves_what_it_was_handed() throws Exception {
        Path path = directory.resolve("s");
        List<String> specs = List.of("s=unix:///nowhere", "t=tcp://127.0.0.1:1", "u=udp://127.0.0.1:1");
        try (Program program = spawn(path, handingOn(specs, echoDaemon(specs)))) {
            program.outLine("serving one on systemd");
            Echo.overTcp(address(program, 3));
            Started next = Started.await(program);
            assertThat(next.lines().stream().filter(line -> line.startsWith("{")))
                    .containsExactly(
                            EchoDaemon.line("s", "UNIX_STREAM", 3, path.toString()),
                            EchoDaemon.line("t", "TCP", 4, text(program, 3)),
                            EchoDaemon.line("u", "UDP", 5, text(program, 4)));
            Echo.overTcp(address(program, 3));
            Echo.overUdp(address(program, 4));
            Echo.overUnix(path);
            terminateNext(program);
            assertThat(path).exists();
        }
    }

    @Test
    @Needs({"cc", "python3"})
    void a_program_in_another_language_finds_what_systemd_would_have_passed() throws Exception {
        List<String> specs = List.of("t=tcp://127.0.0.1:1", "u=udp://127.0.0.1:1", "s=unix:///nowhere");
        try (Program program = spawn(directory.resolve("s"), handingOn(specs, List.of("python3", "-c", PYTHON)))) {
            Echo.overTcp(address(program, 3));
            program.outLine("True 3 t:u:s [(3, 'socket'), (4, 'socket'), (5, 'socket')] False");
            try (Socket client = connect(address(program, 3))) {
                assertThat(answer(client, "hello")).isEqualTo("python got hello");
            }
            terminateNext(program);
        }
    }

    @Test
    @Needs({"cc", "python3"})
    void no_client_is_lost_between_the_two() throws Exception {
        List<String> specs = List.of("t=tcp://127.0.0.1:1", "u=udp://127.0.0.1:1", "s=unix:///nowhere");
        try (Program program = spawn(directory.resolve("s"), handingOn(specs, List.of("python3", "-c", PYTHON)))) {
            InetSocketAddress server = address(program, 3);
            try (Socket first = connect(server);
                    Socket waiting = connect(server);
                    Socket waitingToo = connect(server)) {
                assertThat(answer(first, "one")).isEqualTo("one");
                program.outLine(HANDED_ON);
                try (Socket later = connect(server)) {
                    assertThat(answer(waiting, "two")).isEqualTo("python got two");
                    assertThat(answer(waitingToo, "three")).isEqualTo("python got three");
                    assertThat(answer(later, "four")).isEqualTo("python got four");
                }
            }
            terminateNext(program);
        }
    }

    @Test
    @Needs("cc")
    void it_goes_on_from_generation_to_generation() throws Exception {
        Path path = directory.resolve("s");
        List<String> one = List.of("t=tcp://127.0.0.1:1", "s=unix:///nowhere", "u=udp://127.0.0.1:1");
        List<String> two = List.of("u=udp://127.0.0.1:1", "t=tcp://127.0.0.1:1", "s=unix:///nowhere");
        try (Program program = spawn(path, handingOn(one, handingOn(two, echoDaemon(one))))) {
            Echo.overTcp(address(program, 3));
            program.outLine("serving one on systemd \"t\" (TCP " + text(program, 3) + ", fd 3)");
            Echo.overTcp(address(program, 3));
            assertThat(Started.await(program).lines())
                    .contains(
                            EchoDaemon.line("t", "TCP", 4, text(program, 3)),
                            EchoDaemon.line("s", "UNIX_STREAM", 5, path.toString()),
                            EchoDaemon.line("u", "UDP", 3, text(program, 4)));
            Echo.overTcp(address(program, 3));
            Echo.overUdp(address(program, 4));
            Echo.overUnix(path);
        }
    }

    @Test
    void listeners_that_doorbell_bound_are_handed_on_too() throws Exception {
        List<String> first = handingOn(List.of("t=tcp://127.0.0.1:0"), echoDaemon(List.of("t=tcp://127.0.0.1:1")));
        try (Program program = Program.start(first)) {
            String bound = tcpAddress(program.outLine("serving one on fallback \"t\" (TCP "));
            Echo.overTcp(Echo.address(bound));
            assertThat(Started.await(program).lines()).contains(EchoDaemon.line("t", "TCP", 3, bound));
            Echo.overTcp(Echo.address(bound));
            terminateNext(program);
        }
    }

    @Test
    void listeners_of_several_kinds_go_through_two_generations() throws Exception {
        String path = directory.resolve("s").toString();
        List<String> bound = List.of("t=tcp://127.0.0.1:0", "s=unix://" + path, "u=udp://127.0.0.1:0");
        List<String> next = List.of("u", "t", "s");
        try (Program program = Program.start(handingOn(bound, handingOn(next, echoDaemon(bound))))) {
            String tcp = tcpAddress(program.outLine("serving one on fallback "));
            Echo.overTcp(Echo.address(tcp));
            program.outLine("serving one on systemd \"t\" (TCP " + tcp + ", fd 3)");
            Echo.overTcp(Echo.address(tcp));
            List<String> lines = Started.await(program).lines();
            assertThat(lines)
                    .contains(EchoDaemon.line("t", "TCP", 4, tcp), EchoDaemon.line("s", "UNIX_STREAM", 5, path));
            Echo.overTcp(Echo.address(tcp));
            Echo.overUnix(Path.of(path));
        }
    }

    private static String tcpAddress(String serving) {
        return serving.substring(serving.indexOf("TCP ") + 4, serving.indexOf(')'));
    }

    /** Sends SIGTERM to the program that has the listeners now. The one before ends with the same status. */
    private static void terminateNext(Program program) throws InterruptedException {
        long pid = Long.parseLong(program.outLine(HANDED_ON).substring(HANDED_ON.length()));
        assertThat(ProcessHandle.of(pid).orElseThrow().destroy()).isTrue();
        assertThat(program.exitCode()).isIn(0, 143);
    }

    private static List<String> handingOn(List<String> specs, List<String> next) {
        List<String> command = new ArrayList<>(List.of(Paths.JAVA, "-cp", Paths.testClassPath()));
        command.add(HandingOn.class.getName());
        command.addAll(specs);
        command.add("--");
        command.addAll(next);
        return command;
    }

    private static List<String> echoDaemon(List<String> specs) {
        return EchoDaemon.command(specs.toArray(String[]::new));
    }

    private static Program spawn(Path unix, List<String> command) throws IOException {
        List<String> spawn = new ArrayList<>(List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--udp", "127.0.0.1:0"));
        spawn.addAll(List.of("--unix", unix.toString(), "--listen-pid", "self", "--fdnames", "t:u:s", "--"));
        spawn.addAll(command);
        return Program.start(spawn);
    }

    /** Returns the address of a listener, as spawn_with_sockets prints it. */
    private static String text(Program program, int number) throws InterruptedException {
        String prefix = "fd " + number + " ";
        return program.errLine(prefix).substring(prefix.length());
    }

    private static InetSocketAddress address(Program program, int number) throws Exception {
        return Echo.address(text(program, number));
    }

    private static Socket connect(InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(server, TIMEOUT_MILLIS);
        return socket;
    }

    private static String answer(Socket client, String sent) throws IOException {
        client.getOutputStream().write(sent.getBytes(UTF_8));
        client.shutdownOutput();
        return new String(client.getInputStream().readAllBytes(), UTF_8);
    }
}
