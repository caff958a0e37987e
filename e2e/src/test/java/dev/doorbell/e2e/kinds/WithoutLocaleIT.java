package dev.doorbell.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.e2e.fixture.Trial;
import dev.doorbell.e2e.fixture.Trials;
import dev.doorbell.e2e.fixture.Way;
import dev.doorbell.e2e.opening.ProcessorTime;
import dev.doorbell.e2e.run.Runs;
import dev.doorbell.needs.Needs;
import java.io.IOException;
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

/**
 * Clients at paths that the JVM's locale cannot express, which any user of the machine may bind: the server continues,
 * and keeps no descriptor of them.
 */
@Timeout(120)
@Needs({"cc", "python3"})
class WithoutLocaleIT {
    private static final List<String> NO_LOCALE = List.of("env", "-u", "LANG", "-u", "LC_CTYPE", "LC_ALL=C");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "SYSTEMD, SOCK_STREAM, false",
        "SYSTEMD, SOCK_STREAM, true",
        "SYSTEMD, SOCK_SEQPACKET, false",
        "FALLBACK, SOCK_STREAM, false",
        "FALLBACK, SOCK_STREAM, true",
        "FALLBACK, SOCK_SEQPACKET, false"
    })
    void echo_daemon_serves_clients_of_every_path(Way way, String type, boolean living) throws Exception {
        Path path = directory.resolve("s");
        Trial trial = type.equals("SOCK_STREAM") ? Trials.unix(path) : Trials.seqpacket(path);
        List<String> words = new ArrayList<>(living ? List.of("--idle-exit", "60") : List.of());
        words.add(trial.spec());
        List<String> program = EchoDaemon.command(NO_LOCALE, way.javaOptions(), words.toArray(new String[0]));
        try (Started daemon = Started.await(way.start(trial, program))) {
            long before = open(daemon);
            for (int round = 0; round < ROUNDS; round++) {
                clients("odd_names", path, type);
            }
            // files that the first of them has loaded may stay open
            Eventually.becomesTrue("no descriptor of a client is left", () -> open(daemon) < before + ROUNDS);
            assertThat(daemon.program().terminate()).isZero();
            assertThat(daemon.program().err()).noneMatch(line -> line.contains("Exception"));
        }
    }

    @Test
    void clients_of_every_path_are_turned_away() throws Exception {
        List<String> spawn = new ArrayList<>(List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0"));
        spawn.addAll(List.of("--unix", directory + "/s", "--listen-pid", "self", "--fdnames", "asked:unix", "--"));
        spawn.addAll(NO_LOCALE);
        try (Program daemon = Program.start(
                EchoDaemon.command(spawn, List.of(), "--when-unclaimed", "reject", "asked=tcp://127.0.0.1:1"))) {
            daemon.outUntil("ready");
            for (int round = 0; round < 5; round++) {
                clients("odd_names_refused", directory.resolve("s"), "SOCK_STREAM");
            }
            assertThat(ProcessorTime.of(daemon.pid()).spentInHalfASecond()).isLessThan(200);
            assertThat(daemon.terminate()).isZero();
        }
    }

    @Test
    void run_starts_a_program_for_each_of_them_and_its_log_has_a_line_for_each() throws Exception {
        Path path = directory.resolve("s");
        List<String> command = new ArrayList<>(NO_LOCALE);
        command.addAll(Runs.command(
                List.of("--accept"),
                List.of("x=unix://" + path),
                List.of("sh", "-c", "printf 'told %s\\n' \"$REMOTE_ADDR\"; printf ping >&3")));
        try (Program run = Program.start(command)) {
            Runs.awaitListening(run, 1);
            clients("odd_names", path, "SOCK_STREAM");
            assertThat(run.outLine("told " + directory + "/\\303\\251")).isNotEmpty();
            assertThat(run.outLine("told " + directory + "/\\377\\200")).isNotEmpty();
            assertThat(run.outLine("told " + directory + "/a\\nb\\033[31m")).isNotEmpty();
            assertThat(run.errLine("/a\\nb\\033[31m on ")).startsWith("doorbell: connection from " + directory);
            assertThat(run.terminate()).isEqualTo(143);
        }
    }

    /** The number of rounds, of several clients each. */
    private static final int ROUNDS = 8;

    private static long open(Started daemon) throws IOException {
        try (Stream<Path> numbers =
                Files.list(Path.of("/proc/" + daemon.program().pid() + "/fd"))) {
            return numbers.count();
        }
    }

    private void clients(String what, Path server, String type) throws Exception {
        Clients.run(what, server.toString(), type, directory.toString());
    }
}
