package dev.doorbell.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Names;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Received;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.e2e.fixture.Terminal;
import dev.doorbell.e2e.fixture.Trial;
import dev.doorbell.e2e.fixture.Trials;
import dev.doorbell.e2e.fixture.Way;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Kinds that come from a service manager. */
class InheritedKindsIT extends KindsContract {
    @Override
    Way way() {
        return Way.SYSTEMD;
    }

    @Test
    void a_pipe_without_a_name_is_a_fifo_without_an_address() throws Exception {
        Path writable = directory.resolve("writable");
        Trial trial = new Trial("FIFO", "--pipe", writable.toString(), "fifo:///nowhere", "null", daemon -> {
            Trials.write(writable, "one");
            Received.await(daemon, "one");
            Trials.write(writable, "two");
            Received.await(daemon, "two");
        });
        serve(trial);
    }

    @Test
    void every_kind_at_once() throws Exception {
        String queue = "/" + Names.unique("queue");
        try (Terminal terminal = Terminal.in(directory);
                Started daemon = Started.start(EveryKind.command(directory, terminal, queue))) {
            EveryKind.use(daemon, directory, terminal, queue);
            assertThat(daemon.program().terminate()).isZero();
            assertThat(daemon.program().err())
                    .as("warnings")
                    .noneMatch(line -> line.contains("WARNING") || line.contains("echo-daemon:"));
        } finally {
            Clients.run("mqueue_remove", queue);
        }
    }

    @Test
    void what_is_of_no_kind_is_told_and_not_served() throws Exception {
        List<String> spawn = List.of(Paths.SPAWN, "--event", "--listen-pid", "self", "--fdnames", "x", "--");
        try (Program daemon = Program.start(EchoDaemon.command(spawn, List.of(), "x"))) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(daemon.out()).isEmpty();
            assertThat(String.join("\n", daemon.err())).contains("fd 3", "cannot serve ");
        }
    }
}
