package dev.doorbell.e2e.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.programs.OneByOne;
import dev.doorbell.needs.Needs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener that another process serves as well. */
@Timeout(120)
@Needs("python3")
class SharedListenerIT {
    private static final List<String> SHARE = List.of("python3", Paths.script("share_nonblocking.py"));

    /** {@code Lifecycle.accept} sets the flag itself: this can fail only before the first client. */
    @Test
    void one_that_does_not_block_there_stays_so_while_a_lifecycle_waits_and_serves() throws Exception {
        assertStays(EchoDaemon.command(SHARE, List.of(), "--idle-exit", "3600", "x"));
    }

    @Test
    void one_that_does_not_block_there_stays_so_while_this_process_accepts_in_blocking_mode() throws Exception {
        assertStays(SmallProgram.command(SHARE, OneByOne.class, "x"));
    }

    private static void assertStays(List<String> command) throws Exception {
        try (Program program = Program.start(command)) {
            assertThat(program.exitCode())
                    .as("%s", String.join("\n", program.err()))
                    .isZero();
        }
    }
}
