package dev.doorbell.e2e.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sockets without a spec that another process has as well. */
@Timeout(120)
@Needs("python3")
class RejectSharedIT {
    @Test
    void clients_are_turned_away_also_where_another_process_lets_the_socket_block() throws Exception {
        String script = Paths.script("reject_shared.py");
        List<String> command = new ArrayList<>(List.of("python3", script));
        List<String> policies = List.of("--when-missing", "skip", "--when-unclaimed", "reject");
        command.addAll(EchoDaemon.command(policies.toArray(String[]::new)));
        command.add("x");
        try (Program program = Program.start(command)) {
            assertThat(program.exitCode())
                    .as("%s", String.join("\n", program.err()))
                    .isZero();
        }
    }
}
