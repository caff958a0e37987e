package dev.doorbell.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Ran;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests for upgrades besides SIGHUP, and notifications of a program under {@code doorbell run}. */
@Needs("python3")
@Timeout(120)
class UpgradeRequestsIT {
    private static final List<String> SHORT = List.of("--settle=100ms");

    /** A server that leaves a descriptor, or finds the one that the process before has left. */
    private static final String STORING = """
            import os, signal, socket
            names = os.environ["LISTEN_FDNAMES"].split(":")
            manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            manager.connect(os.environ["NOTIFY_SOCKET"])
            if "kept" in names:
                found = os.read(3 + names.index("kept"), 100).decode()
            else:
                reading, writing = os.pipe()
                os.write(writing, b"left by the first")
                socket.send_fds(manager, [b"FDSTORE=1\\nFDNAME=kept"], [reading])
                found = "nothing, at most " + os.environ["FDSTORE"]
            manager.send(("READY=1\\nSTATUS=found " + found).encode())
            signal.pause()
            """;

    /** A server that sends WATCHDOG=1 once, and then hangs, with an argument also after SIGABRT. */
    private static final String HANGING = """
            import os, signal, socket, sys
            if len(sys.argv) > 1:
                signal.signal(signal.SIGABRT, signal.SIG_IGN)
            manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            manager.connect(os.environ["NOTIFY_SOCKET"])
            manager.send(b"READY=1\\nWATCHDOG=1\\nSTATUS=every " + os.environ["WATCHDOG_USEC"].encode())
            while True:
                signal.pause()
            """;

    /** A service manager that prints what it is told, a line for each message. */
    private static final String MANAGER = """
            import socket, sys
            manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            manager.bind(sys.argv[1])
            print("bound", flush=True)
            while True:
                print(manager.recv(4096).decode().replace("\\n", " "), flush=True)
            """;

    /**
     * A server that handles SIGUSR1. Its next generation, which finds the file that the first one has made, has no handler yet,
     * and is ready after SIGCONT.
     */
    private static final String HANDLING = """
            import os, signal, socket, sys
            manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            manager.connect(os.environ["NOTIFY_SOCKET"])
            def handle(number, frame):
                manager.send(b"STATUS=got SIGUSR1")
            if os.path.exists(sys.argv[1]):
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCONT})
                manager.send(b"STATUS=starting")
                signal.sigwait({signal.SIGCONT})
            else:
                open(sys.argv[1], "x").close()
            signal.signal(signal.SIGUSR1, handle)
            manager.send(b"READY=1\\nSTATUS=serving")
            while True:
                signal.pause()
            """;

    /** Runs its arguments on a terminal, except for their errors, and closes it when standard input ends. */
    private static final String TERMINAL = """
            import os, pty, sys
            errors = os.dup(2)
            pid, terminal = pty.fork()
            if pid == 0:
                os.dup2(errors, 2)
                os.execvp(sys.argv[1], sys.argv[1:])
            sys.stdin.read()
            os.close(terminal)
            print("status", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            """;

    @TempDir
    private Path directory;

    @TempDir
    private Path runtime;

    private Path program;

    @BeforeEach
    void copy() throws Exception {
        program = Files.copy(Path.of(Paths.script("generation.py")), directory.resolve("generation.py"));
    }

    private Upgraded start(String... options) throws Exception {
        List<String> all = new ArrayList<>(SHORT);
        all.addAll(List.of(options));
        return Upgraded.start(all, List.of("python3", program.toString()));
    }

    private static Ran request(Upgraded upgraded) throws Exception {
        return Ran.run(List.of(
                Paths.JAVA,
                "-jar",
                Paths.DOORBELL_COMMAND,
                "upgrade",
                String.valueOf(upgraded.run().pid())));
    }

    @Test
    void the_command_waits_for_the_outcome_and_prints_it() throws Exception {
        try (Upgraded upgraded = start()) {
            long old = upgraded.awaitOne();
            Ran done = request(upgraded);
            assertThat(done.status()).as("%s", done.err()).isZero();
            assertThat(done.out()).singleElement().asString().endsWith("serves, process " + old + " stops");
            Files.writeString(program, "raise SystemExit(9)");
            Ran failed = request(upgraded);
            assertThat(failed.status()).isEqualTo(1);
            assertThat(failed.err()).singleElement().asString().contains("exit status 9 before it was ready");
            assertThat(upgraded.run().terminate()).isZero();
            assertThat(request(upgraded).err()).singleElement().asString().contains("there is no process");
        }
    }

    @Test
    void a_changed_file_is_an_upgrade_and_a_broken_one_a_failed_upgrade() throws Exception {
        try (Upgraded upgraded = start("--upgrade-on-change=" + program)) {
            String good = Files.readString(program);
            Path next = Files.writeString(directory.resolve("next"), good);
            Files.move(next, program, StandardCopyOption.ATOMIC_MOVE);
            awaitOutcome(upgraded, 0, " serves");
            Files.writeString(program, "broken");
            awaitOutcome(upgraded, 1, "exit status 1 before it was ready");
            try (ClientThatWaits client = upgraded.client()) {
                assertThat(client.isAnswered()).isTrue();
            }
            Files.writeString(program, good);
            awaitOutcome(upgraded, 2, " serves");
        }
    }

    private static void awaitOutcome(Upgraded upgraded, int index, String part) throws Exception {
        Eventually.becomesTrue("outcome " + index, () -> upgraded.outcomes().size() > index);
        assertThat(upgraded.outcomes().get(index)).contains(part);
    }

    @Test
    void a_descriptor_that_a_generation_has_left_is_passed_to_the_next_one() throws Exception {
        try (Program run = Runs.start(
                List.of("--upgrade", "--now", "--settle=0"),
                List.of("x=tcp://127.0.0.1:0"),
                "python3",
                "-c",
                STORING)) {
            run.errLine(": found nothing, at most 64");
            new Upgraded(run).upgrade();
            run.errLine(": found left by the first");
            assertThat(run.terminate()).isEqualTo(143);
        }
    }

    @Test
    void a_directory_of_sockets_that_was_removed_is_made_again() throws Exception {
        List<String> command =
                Runs.command(List.of(), List.of("x=tcp://127.0.0.1:0"), List.of("python3", program.toString()));
        try (Program run = Program.start(command, Map.of("XDG_RUNTIME_DIR", runtime.toString()))) {
            Runs.awaitListening(run, 1);
            Files.delete(socketsOf(run));
            try (ClientThatWaits client = ClientThatWaits.at(Runs.ip(run))) {
                assertThat(client.isAnswered()).as("%s", run.err()).isTrue();
            }
            run.errLine(": serving");
            assertThat(run.terminate()).isZero();
        }
        assertThat(runtime).isEmptyDirectory();
    }

    /** The directory is made before the first arrival is awaited. */
    private Path socketsOf(Program run) throws Exception {
        Eventually.becomesTrue(
                "a directory of sockets: " + run.err(), () -> !list(runtime).isEmpty());
        return list(runtime).get(0);
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void without_a_place_for_its_socket_the_program_runs_all_the_same() throws Exception {
        List<String> command = Runs.command(
                List.of("--now"), List.of("x=tcp://127.0.0.1:0"), List.of("sh", "-c", "echo ${NOTIFY_SOCKET-none}"));
        command.add(1, "-Djava.io.tmpdir=" + directory.resolve("none"));
        try (Program run = Program.start(command, Map.of("XDG_RUNTIME_DIR", "/none"))) {
            run.outLine("none");
            assertThat(run.err())
                    .filteredOn(line -> line.contains("NOTIFY_SOCKET"))
                    .hasSize(1);
            assertThat(run.exitCode()).isZero();
        }
    }

    @Test
    void a_program_that_its_watchdog_does_not_hear_is_aborted() throws Exception {
        try (Program run = Runs.start(
                List.of("--now", "--watchdog=300ms"), List.of("x=tcp://127.0.0.1:0"), "python3", "-c", HANGING)) {
            run.errLine(": every 300000");
            assertThat(run.exitCode()).isEqualTo(134);
        }
    }

    @Test
    void a_program_that_does_not_end_when_it_is_aborted_is_killed() throws Exception {
        try (Program run = Runs.start(
                List.of("--now", "--watchdog=300ms", "--stop-timeout=300ms"),
                List.of("x=tcp://127.0.0.1:0"),
                "python3",
                "-c",
                HANGING,
                "ignore")) {
            run.errLine(": every 300000");
            assertThat(run.exitCode()).isEqualTo(137);
        }
    }

    @Test
    void a_signal_for_the_program_is_not_for_a_successor_that_starts() throws Exception {
        try (Program run = Runs.start(
                List.of("--upgrade", "--now", "--settle=0"),
                List.of("x=tcp://127.0.0.1:0"),
                "python3",
                "-c",
                HANDLING,
                directory.resolve("started").toString())) {
            run.errLine(": serving");
            Upgraded upgraded = new Upgraded(run);
            upgraded.hangUp();
            run.errLine(": starting");
            Ran.signal("USR1", run.pid());
            run.errLine(": got SIGUSR1");
            Ran.signal("CONT", Runs.child(run, 1));
            awaitOutcome(upgraded, 0, " serves");
        }
    }

    @Test
    void a_terminal_that_is_closed_ends_the_run() throws Exception {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP", "python3", "-c", TERMINAL));
        command.addAll(Runs.command(
                List.of("--upgrade", "--now", "--settle=0"),
                List.of("x=tcp://127.0.0.1:0"),
                List.of("python3", program.toString())));
        try (Program terminal = Program.start(command)) {
            long first = Runs.child(terminal, 0);
            terminal.errLine(": serving");
            Ran.signal(
                    "HUP",
                    ProcessHandle.of(first).orElseThrow().parent().orElseThrow().pid());
            terminal.errLine(" serves, process ");
            long second = Runs.child(terminal, 1);
            terminal.closeInput();
            terminal.outLine("status 0");
            assertThat(ProcessHandle.of(second)).isEmpty();
        }
    }

    @Test
    void the_manager_of_the_run_is_told_of_its_program() throws Exception {
        Path socket = directory.resolve("manager");
        List<String> run = Runs.command(
                List.of("--upgrade", "--now", "--settle=100ms"),
                List.of("x=tcp://127.0.0.1:0"),
                List.of("python3", program.toString()));
        try (Program manager = Program.start(List.of("python3", "-c", MANAGER, socket.toString()));
                Upgraded upgraded = startUnder(manager, socket, run)) {
            manager.outLine("READY=1");
            upgraded.upgrade();
            upgraded.run().terminate();
            manager.outLine("STOPPING=1");
            assertThat(manager.out())
                    .as("a message each, in their order")
                    .zipSatisfy(
                            List.of(
                                    "bound",
                                    "READY=1",
                                    "STATUS=serving",
                                    "RELOADING=1",
                                    "EXTEND_TIMEOUT_USEC=180100000",
                                    "STATUS=process ",
                                    "READY=1",
                                    "STOPPING=1"),
                            (message, beginning) -> assertThat(message).startsWith(beginning));
        }
    }

    @Test
    void a_program_that_sends_no_notification_is_ready_when_its_probe_succeeds() throws Exception {
        Path socket = directory.resolve("manager");
        Path ready = directory.resolve("ready");
        Path probed = directory.resolve("probed");
        List<String> run = Runs.command(
                List.of("--upgrade", "--now", "--ready-probe=touch " + probed + "; test -e " + ready),
                List.of("x=tcp://127.0.0.1:0"),
                List.of("sleep", "60"));
        try (Program manager = Program.start(List.of("python3", "-c", MANAGER, socket.toString()));
                Upgraded upgraded = startUnder(manager, socket, run)) {
            Eventually.becomesTrue("the probe is run", () -> Files.exists(probed));
            assertThat(manager.out()).containsExactly("bound");
            Files.createFile(ready);
            manager.outLine("READY=1");
            upgraded.run().terminate();
        }
    }

    private static Upgraded startUnder(Program manager, Path socket, List<String> run) throws Exception {
        manager.outLine("bound");
        return new Upgraded(Program.start(run, Map.of("NOTIFY_SOCKET", socket.toString())));
    }
}
