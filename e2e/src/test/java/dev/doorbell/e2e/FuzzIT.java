package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is passed, and whatever is asked for: a listener or a clear error, and everything else as it was. */
@Timeout(150)
@Needs("cc")
class FuzzIT {
    /** Set {@code -Ddoorbell.seed=NUMBER} to repeat a run. */
    private static final long SEED = Long.getLong("doorbell.seed", System.nanoTime());

    private static final int HANDOVERS = Integer.getInteger("doorbell.fuzz", 1_000);
    private static final String EVERY_DESCRIPTOR =
            Paths.NATIVE.resolve("every_descriptor").toString();

    @TempDir
    private Path directory;

    @Test
    void every_hand_over_ends_in_listeners_or_an_error_and_leaves_everything_else_as_it_was() throws Exception {
        long start = System.nanoTime();
        List<String> command = new ArrayList<>(List.of(EVERY_DESCRIPTOR, directory.toString()));
        command.addAll(Peer.java(
                FuzzedHandovers.class, directory.toString(), String.valueOf(SEED), String.valueOf(HANDOVERS)));
        command.addAll(command.indexOf("-cp"), List.of("--add-opens", "java.base/java.util=ALL-UNNAMED"));
        try (Program program = Program.start(command)) {
            assertThat(program.exitCode())
                    .as("-Ddoorbell.seed=%d %s", SEED, String.join("\n", program.err()))
                    .isZero();
            System.out.printf(
                    "%d fuzzed hand-overs with -Ddoorbell.seed=%d in %.1f s: %s%n",
                    HANDOVERS, SEED, (System.nanoTime() - start) / 1e9, program.out());
        }
    }
}
