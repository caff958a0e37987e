package dev.doorbell.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.Names;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Ports;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Ran;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Signals to {@code doorbell run} at each moment: no process and no file is left behind. */
@Timeout(180)
class RunSignalsIT {
    private static final int RANDOM_MOMENTS = 30;
    private static final int LONGEST_MILLIS = 1_200;
    private static final int OF_SIGNAL = 128;

    /** A program that prints the signals that it gets, until SIGTERM. */
    private static final String TELLING = """
            import signal, sys
            def tell(number, frame):
                print("got", signal.Signals(number).name, flush=True)
                if number == signal.SIGTERM:
                    sys.exit(7)
            for name in ("HUP", "USR1", "USR2", "TERM"):
                signal.signal(getattr(signal, "SIG" + name), tell)
            print("telling", flush=True)
            while True:
                signal.pause()
            """;

    private final String mark = Names.unique("signals");

    @TempDir
    private Path directory;

    enum Signal {
        TERM(15),
        INT(2);

        final int status;

        Signal(int number) {
            this.status = OF_SIGNAL + number;
        }
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        Eventually.becomesTrue(
                "no process is left", () -> Runs.marked(Map.entry("MARK", mark)).isEmpty());
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void while_it_waits_for_the_first_client(Signal signal) throws Exception {
        try (Program run = run(List.of(), "sleep", "60")) {
            Runs.awaitListening(run, 2);
            assertThat(ends(run, signal)).isEqualTo(signal.status);
        }
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void while_the_program_starts(Signal signal) throws Exception {
        try (Program run = run(List.of("--now"), "sleep", "60")) {
            Runs.child(run, 0);
            assertThat(ends(run, signal)).isEqualTo(signal.status);
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 0", "INT, 130"})
    void while_the_program_runs_and_a_client_is_connected(Signal signal, int status) throws Exception {
        try (Program run = run(List.of("--restart"), EchoDaemon.command("x", "y"));
                ClientThatWaits client = ClientThatWaits.at(Runs.ip(run))) {
            assertThat(client.isAnswered()).isTrue();
            assertThat(ends(run, signal)).isIn(0, status);
            assertThat(client.isAnswered()).isFalse();
        }
    }

    @ParameterizedTest
    @Needs({"cc", "python3"})
    @EnumSource(Signal.class)
    void between_two_runs_of_the_program(Signal signal) throws Exception {
        String passed = Paths.NATIVE.resolve("passed").toString();
        try (Program run = run(List.of("--restart"), passed, "serve")) {
            Clients.run("tcp", "127.0.0.1", String.valueOf(Runs.ip(run).getPort()));
            run.errLine("waiting for the next connection");
            assertThat(ends(run, signal)).isEqualTo(signal.status);
        }
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void with_a_program_for_each_of_several_clients(Signal signal) throws Exception {
        try (Program run = run(List.of("--accept", "--inetd"), "cat");
                ClientThatWaits first = ClientThatWaits.at(Runs.ip(run));
                ClientThatWaits second = ClientThatWaits.at(Runs.ip(run));
                ClientThatWaits third = ClientThatWaits.at(Runs.ip(run))) {
            for (ClientThatWaits client : List.of(first, second, third)) {
                assertThat(client.isAnswered()).isTrue();
            }
            assertThat(Runs.tree(run)).hasSize(4);
            assertThat(ends(run, signal)).isEqualTo(signal.status);
        }
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void with_a_client_that_waits_for_another_to_go(Signal signal) throws Exception {
        try (Program run = run(List.of("--accept", "--inetd", "--max-connections=1"), "cat");
                ClientThatWaits first = ClientThatWaits.at(Runs.ip(run));
                ClientThatWaits second = ClientThatWaits.at(Runs.ip(run))) {
            assertThat(first.isAnswered()).isTrue();
            assertThat(ends(run, signal)).isEqualTo(signal.status);
            assertThat(second.isAnswered()).isFalse();
        }
    }

    @Test
    void at_any_moment() throws Exception {
        Random random = new Random(5);
        for (int i = 0; i < RANDOM_MOMENTS; i++) {
            Signal signal = Signal.values()[i % 2];
            int millis = random.nextInt(LONGEST_MILLIS);
            List<String> options = List.of(i % 3 == 0 ? "--accept" : i % 3 == 1 ? "--now" : "--restart");
            try (Program run = run(options, "sleep", "60")) {
                TimeUnit.MILLISECONDS.sleep(millis);
                assertThat(ends(run, signal))
                        .as("%s after %d ms: %s", signal, millis, run.err())
                        .isEqualTo(signal.status);
            }
            nothing_is_left();
        }
    }

    @Test
    @Needs("python3")
    void others_are_for_the_program() throws Exception {
        try (Program run = run(List.of("--now"), "python3", "-c", TELLING)) {
            run.outLine("telling");
            for (String name : List.of("HUP", "USR1", "USR2")) {
                send(name, run);
                run.outLine("got SIG" + name);
            }
            assertThat(ends(run, Signal.TERM))
                    .as("the program's own exit status")
                    .isEqualTo(7);
            assertThat(run.out()).containsExactly("telling", "got SIGHUP", "got SIGUSR1", "got SIGUSR2", "got SIGTERM");
        }
    }

    @Test
    @Needs("cc")
    void what_is_ignored_from_outside_stays_ignored() throws Exception {
        String passed = Paths.NATIVE.resolve("passed").toString();
        List<String> ignoring = List.of("sh", "-c", "trap '' HUP; exec \"$@\"", "sh");
        try (Program run = Program.start(command(ignoring, List.of(), List.of(passed, "hold")), marks())) {
            int port = Runs.ip(run).getPort();
            send("HUP", run);
            ClientThatWaits.at(Ports.local(port)).close();
            run.outUntil("held");
            assertThat(run.out()).contains("SigIgn:\t0000000000000001");
            send("HUP", run);
            run.closeInput();
            assertThat(run.exitCode()).isZero();
        }
    }

    private Program run(List<String> options, String... program) throws Exception {
        return run(options, List.of(program));
    }

    private Program run(List<String> options, List<String> program) throws Exception {
        return Program.start(command(List.of(), options, program), marks());
    }

    /**
     * Returns a command that restores SIGINT, which programs that a shell starts in the background, such as a build,
     * ignore.
     */
    private List<String> command(List<String> before, List<String> options, List<String> program) {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT,HUP"));
        command.addAll(before);
        command.addAll(
                Runs.command(options, List.of("x=tcp://127.0.0.1:0", "y=unix://" + directory.resolve("s")), program));
        return command;
    }

    private Map<String, String> marks() {
        return Map.of("MARK", mark);
    }

    private static int ends(Program run, Signal signal) throws Exception {
        send(signal.name(), run);
        return run.exitCode();
    }

    private static void send(String name, Program run) throws Exception {
        // the shell's own command: some machines lack the program
        assertThat(Ran.run(List.of("sh", "-c", "kill -" + name + " " + run.pid()))
                        .status())
                .isZero();
    }
}
