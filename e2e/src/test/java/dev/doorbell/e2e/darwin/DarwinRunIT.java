package dev.doorbell.e2e.darwin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.e2e.fixture.Trial;
import dev.doorbell.e2e.run.Runs;
import java.util.List;

/** {@code doorbell run}, and the program that it starts, both on macOS. */
class DarwinRunIT extends DarwinContract {
    @Override
    void serve(Trial trial) throws Exception {
        List<String> program = EchoDaemon.command("x");
        List<String> command = Runs.command(List.of(), List.of(trial.spec()), program);
        try (Program run = Program.start(command, Darwin.environment())) {
            Runs.awaitListening(run, 1);
            String address = trial.address().isEmpty() ? "\"" + Runs.at(run) + "\"" : trial.address();
            List<String> expected = List.of(EchoDaemon.line("x", trial.kind(), "systemd", 3, address));
            trial.client().use(new Started(run, expected));
            assertThat(run.outUntil("ready")).isEqualTo(expected);
            assertThat(run.terminate()).isZero();
        }
    }
}
