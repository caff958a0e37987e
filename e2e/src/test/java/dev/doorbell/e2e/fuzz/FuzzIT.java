package dev.doorbell.e2e.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.libsystemd.Peer;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.time.StopWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random descriptors and specs: each call gives a listener or a clear error, and changes nothing else. */
@Timeout(150)
@Needs("cc")
class FuzzIT {
    /**
     * The seed of the same cases each time, so that a failure can be repeated; {@code -Ddoorbell.seed=NUMBER} makes
     * others.
     */
    private static final long SEED = Long.getLong("doorbell.seed", 20_336_105_323_519L);

    private static final int HANDOVERS = Integer.getInteger("doorbell.fuzz", 600);
    private static final int PROGRAMS = Integer.getInteger("doorbell.fuzz.programs", 60);
    private static final String EVERY_DESCRIPTOR =
            Paths.NATIVE.resolve("every_descriptor").toString();

    @TempDir
    private Path directory;

    @Test
    void every_hand_over_ends_in_listeners_or_an_error_and_leaves_everything_else_as_it_was() throws Exception {
        List<String> command = new ArrayList<>(List.of(EVERY_DESCRIPTOR, directory.toString()));
        command.addAll(Peer.java(
                FuzzedHandovers.class, directory.toString(), String.valueOf(SEED), String.valueOf(HANDOVERS)));
        // without the last option the JVM reads its control group now and then, from a file that takes the lowest free
        // number
        command.addAll(
                command.indexOf("-cp"),
                List.of("--add-opens", "java.base/java.util=ALL-UNNAMED", "-XX:-UseContainerSupport"));
        assertPasses(command, HANDOVERS + " fuzzed hand-overs");
    }

    /** Checks the built programs, in processes of their own; {@code inspect} changes nothing. */
    @Test
    @Needs("python3")
    void every_program_ends_in_listeners_or_one_message() throws Exception {
        String script = Paths.script("fuzz_programs.py");
        List<String> command = List.of(
                EVERY_DESCRIPTOR,
                directory.toString(),
                "python3",
                script,
                String.valueOf(SEED),
                String.valueOf(PROGRAMS),
                directory.toString(),
                Paths.JAVA,
                Paths.ECHO_DAEMON,
                Paths.DOORBELL_COMMAND);
        assertPasses(command, PROGRAMS + " fuzzed programs");
    }

    private static void assertPasses(List<String> command, String what) throws Exception {
        StopWatch watch = StopWatch.createStarted();
        try (Program program = Program.start(command)) {
            assertThat(program.exitCode())
                    .as("-Ddoorbell.seed=%d %s", SEED, String.join("\n", program.err()))
                    .isZero();
            System.out.printf("%s with -Ddoorbell.seed=%d in %s: %s%n", what, SEED, watch, program.out());
        }
    }
}
