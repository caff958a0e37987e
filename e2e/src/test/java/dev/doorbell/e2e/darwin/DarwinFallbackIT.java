package dev.doorbell.e2e.darwin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.e2e.fixture.Trial;
import dev.doorbell.e2e.fixture.Trials;
import dev.doorbell.e2e.fixture.Way;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Listeners that Doorbell binds on macOS. */
class DarwinFallbackIT extends DarwinContract {
    @Override
    void serve(Trial trial) throws Exception {
        try (Started daemon = Way.FALLBACK.start(trial, Darwin.environment())) {
            trial.client().use(daemon);
            assertThat(daemon.program().terminate()).isZero();
        }
    }

    @Test
    void a_socket_file_that_a_killed_program_left_is_replaced() throws Exception {
        replaces(Trials.unix(directory.resolve("stream")));
    }

    @Test
    void a_datagram_socket_file_that_a_killed_program_left_is_replaced() throws Exception {
        replaces(Trials.datagramsOfDarwin(directory.resolve("datagrams"), directory));
    }

    private static void replaces(Trial trial) throws Exception {
        Path file = Path.of(trial.at());
        try (Started killed = Way.FALLBACK.start(trial, Darwin.environment())) {
            assertThat(ProcessHandle.of(killed.program().pid()).orElseThrow().destroyForcibly())
                    .isTrue();
            killed.program().exitCode();
        }
        assertThat(file.toFile()).exists();
        try (Started daemon = Way.FALLBACK.start(trial, Darwin.environment())) {
            trial.client().use(daemon);
            assertThat(daemon.program().terminate()).isZero();
        }
    }
}
