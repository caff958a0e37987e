package dev.doorbell.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Names;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.e2e.fixture.Terminal;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** System calls over the life of an adopted listener. */
@Timeout(120)
@Needs({"cc", "strace"})
class SystemCallsIT {
    private static final Pattern ACCEPTED = Pattern.compile("accept.* = (\\d+)$");
    private static final Pattern SHUT_DOWN = Pattern.compile("shutdown\\((\\d+),");

    @TempDir
    private Path directory;

    @Test
    void an_adopted_socket_is_never_listened_on_again_shut_down_or_unlinked() throws Exception {
        Path log = directory.resolve("strace");
        Path path = directory.resolve("s");
        List<String> command = new ArrayList<>(List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--unix", path.toString()));
        command.addAll(List.of("--listen-pid", "self", "--fdnames", "t:s", "--"));
        // LISTEN_PID is that of the process that strace starts: with -D, strace runs as its grandchild
        command.addAll(
                List.of("strace", "-D", "-f", "-qq", "-e", "trace=listen,shutdown,unlink,unlinkat,accept,accept4"));
        command.addAll(List.of("-o", log.toString()));
        try (Started daemon =
                Started.start(EchoDaemon.command(command, List.of(), "t=tcp://127.0.0.1:1", "s=unix:///nowhere"))) {
            assertThat(daemon.lines()).allMatch(line -> line.contains("\"provider\":\"systemd\""));
            Echo.overTcp(Echo.address(daemon.address(0)));
            Echo.overUnix(path);
            assertThat(daemon.program().terminate()).isZero();
        }
        List<String> calls = Files.readAllLines(log);
        assertThat(calls).as("calls in the trace").anyMatch(call -> call.contains("accept"));
        assertThat(calls).noneMatch(call -> call.contains("listen("));
        assertThat(calls).noneMatch(call -> call.contains(path.toString()) && call.contains("unlink"));
        // the echo of a half-closed connection ends with a shutdown of that connection, whose number is above the
        // passed
        assertThat(calls).noneMatch(call -> call.contains("shutdown(3,") || call.contains("shutdown(4,"));
    }

    @Test
    @Needs({"python3", "socat"})
    void nothing_of_any_kind_that_is_adopted_is_listened_on_shut_down_or_unlinked() throws Exception {
        Path log = directory.resolve("strace");
        String queue = "/" + Names.unique("traced");
        String[] strace = {
            "strace",
            "-D",
            "-f",
            "-qq",
            "-e",
            "trace=listen,shutdown,unlink,unlinkat,rename,renameat,renameat2,mq_unlink,bind,accept,accept4",
            "-o",
            log.toString()
        };
        try (Terminal terminal = Terminal.in(directory);
                Started daemon = Started.start(EveryKind.command(directory, terminal, queue, strace))) {
            EveryKind.use(daemon, directory, terminal, queue);
            assertThat(daemon.program().terminate()).isZero();
        } finally {
            Clients.run("mqueue_remove", queue);
        }
        List<String> calls = Files.readAllLines(log);
        assertThat(calls).as("calls in the trace").anyMatch(call -> call.contains("accept"));
        assertThat(calls)
                .noneMatch(call -> call.contains("listen(") || call.contains("bind(") || call.contains("mq_unlink("));
        assertThat(calls).noneMatch(call -> call.contains("unlink") && call.contains(directory.toString()));
        assertThat(calls).noneMatch(call -> call.contains("rename") && call.contains(directory.toString()));
        assertThat(shutDownThatWereNotAccepted(calls)).isEmpty();
    }

    /**
     * Returns the shutdowns of other numbers than accepted ones. The echo of a half-closed connection ends with a
     * shutdown of that connection, which may have any number.
     */
    private static List<String> shutDownThatWereNotAccepted(List<String> calls) {
        List<String> accepted = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String call : calls) {
            Matcher accept = ACCEPTED.matcher(call);
            Matcher shutdown = SHUT_DOWN.matcher(call);
            if (accept.find()) {
                accepted.add(accept.group(1));
            } else if (shutdown.find() && !accepted.contains(shutdown.group(1))) {
                others.add(call);
            }
        }
        return others;
    }
}
