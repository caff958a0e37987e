package dev.doorbell.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Netty's epoll transport serves on the descriptors that {@code detachFd()} hands out. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "epoll is of Linux")
@Timeout(60)
class NettyIT {
    private static final Pattern ACCEPTING = Pattern.compile(" accept4\\((\\d+),");

    @TempDir
    private Path directory;

    @Test
    @Needs("cc")
    void it_serves_what_was_inherited_and_closes_the_last_copy() throws Exception {
        Path path = directory.resolve("s");
        try (Program program = Program.start(inherited(path, List.of()))) {
            List<String> lines = program.outUntil("ready");
            assertThat(lines).anyMatch(("s " + path)::equals).hasSize(3);
            assertServes(lines, path);
            program.closeInput();
            assertThat(program.exitCode()).isZero();
            assertThat(program.out()).contains("copies left: 0", "closed");
        }
        assertThat(path).as("a service manager made it").exists();
    }

    @Test
    @Needs({"cc", "strace"})
    void it_neither_binds_nor_listens_nor_shuts_down_what_was_inherited() throws Exception {
        Path path = directory.resolve("s");
        Path log = directory.resolve("strace");
        List<String> trace = List.of(
                "strace",
                "-D",
                "-f",
                "-qq",
                "-e",
                "trace=bind,listen,shutdown,unlink,unlinkat,accept4",
                "-o",
                log.toString());
        try (Program program = Program.start(inherited(path, trace))) {
            assertServes(program.outUntil("ready"), path);
            program.closeInput();
            assertThat(program.exitCode()).isZero();
        }
        List<String> calls = Files.readAllLines(log);
        assertThat(calls).as("calls in the trace").anyMatch(call -> call.contains("accept4("));
        assertThat(calls).noneMatch(call -> call.contains(" listen(") || call.contains(path.toString()));
        // at port 0 Netty checks for IPv6, with a socket of its own
        assertThat(calls).noneMatch(call -> call.contains(" bind(") && !call.contains("port=htons(0)"));
        for (String listener : listeners(calls)) {
            assertThat(calls).noneMatch(call -> call.contains(" shutdown(" + listener + ","));
        }
    }

    /** Returns the numbers that connections were accepted on. */
    private static Set<String> listeners(List<String> calls) {
        Set<String> numbers = new HashSet<>();
        for (String call : calls) {
            Matcher accepting = ACCEPTING.matcher(call);
            if (accepting.find()) {
                numbers.add(accepting.group(1));
            }
        }
        assertThat(numbers).as("TCP and UNIX").hasSizeGreaterThanOrEqualTo(2);
        return numbers;
    }

    @Test
    void it_serves_what_doorbell_bound_and_its_close_ends_that() throws Exception {
        Path path = directory.resolve("s");
        List<String> command = netty("t=tcp://127.0.0.1:0", "u=udp://127.0.0.1:0", "s=unix://" + path);
        try (Program program = Program.start(command)) {
            List<String> lines = program.outUntil("ready");
            assertServes(lines, path);
            program.closeInput();
            assertThat(program.exitCode()).isZero();
            assertThat(program.out()).contains("copies left: 0", "closed");
            assertThatThrownBy(() -> connect(addressOf("t", lines)).close()).isInstanceOf(ConnectException.class);
            assertThat(path).as("detachFd() left it to the program").exists();
        }
    }

    private static void assertServes(List<String> lines, Path path) throws Exception {
        // twice: a descriptor that blocks would hold the event loop after the first
        for (int i = 0; i < 2; i++) {
            Echo.overTcp(addressOf("t", lines));
            Echo.overUdp(addressOf("u", lines));
            Echo.overUnix(path);
        }
    }

    private static List<String> inherited(Path unix, List<String> before) {
        List<String> command = new ArrayList<>(List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--udp", "127.0.0.1:0"));
        command.addAll(List.of("--unix", unix.toString(), "--listen-pid", "self", "--fdnames", "t:u:s", "--"));
        command.addAll(before);
        command.addAll(netty("t=tcp://127.0.0.1:1", "u=udp://127.0.0.1:1", "s=unix:///nowhere"));
        return command;
    }

    private static List<String> netty(String... specs) {
        List<String> command = new ArrayList<>(List.of(Paths.JAVA, "-cp", Paths.testClassPath()));
        command.add(NettyEcho.class.getName());
        command.addAll(List.of(specs));
        return command;
    }

    private static InetSocketAddress addressOf(String name, List<String> lines) throws IOException {
        for (String line : lines) {
            if (line.startsWith(name + " ")) {
                return Echo.address(line.substring(name.length() + 1));
            }
        }
        throw new AssertionError("no " + name + " among " + lines);
    }

    private static Socket connect(InetSocketAddress server) throws IOException {
        return new Socket(server.getAddress(), server.getPort());
    }
}
