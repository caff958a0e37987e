package dev.doorbell.e2e.darwin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Received;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.e2e.fixture.Trial;
import dev.doorbell.e2e.fixture.Trials;
import dev.doorbell.e2e.fixture.Way;
import dev.doorbell.e2e.programs.Opening;
import dev.doorbell.e2e.programs.ReadingFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Descriptors that LISTEN_* announces on macOS, as {@code doorbell run} and {@code Handover} set it. */
class DarwinSystemdIT extends DarwinContract {
    @Override
    void serve(Trial trial) throws Exception {
        try (Started daemon = Way.SYSTEMD.start(trial, Darwin.environment())) {
            trial.client().use(daemon);
            assertThat(daemon.program().terminate()).isZero();
        }
    }

    /** Checks devices that XNU's poll(2) cannot wait for. */
    @Test
    void a_device_without_kqueue_is_adopted() throws Exception {
        serve(new Trial("SPECIAL", "--special", "/dev/null", "special:///dev/null", "\"/dev/null\"", daemon -> {}));
    }

    @Test
    void a_regular_file() throws Exception {
        Path file = Files.writeString(directory.resolve("text"), "what it has");
        List<String> spawn = List.of(Paths.SPAWN, "--special", file.toString(), "--listen-pid", "self");
        try (Program reading = start(spawn, ReadingFile.class)) {
            assertThat(reading.exitCode()).as("%s", reading.err()).isZero();
            assertThat(reading.out()).containsExactly("what it has");
        }
    }

    @Test
    void an_unnamed_pipe_has_no_address() throws Exception {
        Path writable = directory.resolve("writable");
        serve(new Trial("FIFO", "--pipe", writable.toString(), "fifo:///nowhere", "null", daemon -> {
            Trials.write(writable, "one");
            Received.await(daemon, "one");
        }));
    }

    @Test
    void what_needs_no_jna_on_linux_needs_none() throws Exception {
        opensWithoutJna("--tcp", "127.0.0.1:0", "serverSocketChannel()", "TCP");
        opensWithoutJna("--unix", directory.resolve("s").toString(), "serverSocketChannel()", "UNIX_STREAM");
        opensWithoutJna("--udp", "127.0.0.1:0", "datagramChannel()", "UDP");
        // only fcntl(F_GETPATH) tells its path, and its name is enough to open it
        opensWithoutJna("--fifo", directory.resolve("f").toString(), "readableByteChannel()", "FIFO");
    }

    private static void opensWithoutJna(String option, String at, String view, String kind) throws Exception {
        List<String> command =
                Spawn.plus(List.of(Paths.SPAWN, option, at, "--listen-pid", "self", "--fdnames", "x", "--"));
        command.addAll(SmallProgram.with(Set.of(), List.of(), Opening.class, "x", view));
        try (Program opening = Program.start(command, Darwin.environment())) {
            assertThat(opening.exitCode()).as("%s", opening.err()).isZero();
            assertThat(opening.out()).containsExactly("used " + kind);
        }
    }

    @Test
    void more_numbers_than_were_passed_are_told() throws Exception {
        List<String> spawn = List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--fds", "90", "--listen-pid", "self", "--");
        try (Program daemon = start(spawn, "x=tcp://127.0.0.1:0")) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", daemon.err()))
                    .contains("should have been passed")
                    .doesNotContain("Bad file descriptor");
        }
    }

    /** Checks a number that LISTEN_FDS counts and that is a file of the JVM, such as its modules. */
    @Test
    void a_file_of_the_jvm_is_not_taken_for_one_that_was_passed() throws Exception {
        List<String> spawn = List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--fds", "2", "--listen-pid", "self", "--");
        try (Program daemon = start(spawn, "x=tcp://127.0.0.1:0")) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", daemon.err())).contains("fd 4").contains("JVM");
        }
    }

    @Test
    void a_kqueue_is_open_and_of_no_kind() throws Exception {
        List<String> spawn = List.of(Paths.SPAWN, "--event", "--listen-pid", "self", "--fdnames", "x", "--");
        try (Program daemon = start(spawn, "x")) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", daemon.err())).contains("fd 3", "cannot serve ");
        }
    }

    private static Program start(List<String> spawn, String spec) throws Exception {
        return Program.start(EchoDaemon.command(spawn, List.of(), spec), Darwin.environment());
    }

    private static Program start(List<String> spawn, Class<?> program) throws Exception {
        return Program.start(
                SmallProgram.command(Spawn.plus(spawn, "--fdnames", "x", "--"), program), Darwin.environment());
    }
}
