package dev.doorbell.e2e.darwin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.e2e.fixture.Trial;
import dev.doorbell.e2e.fixture.Way;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sockets from the stand-in for launchd, under the Darwin personality. */
class DarwinLaunchdIT extends DarwinContract {
    @Override
    void serve(Trial trial) throws Exception {
        try (Started daemon = Way.LAUNCHD.start(trial, Darwin.environment())) {
            trial.client().use(daemon);
            assertThat(daemon.program().terminate()).isZero();
        }
    }

    /** Checks {@code SockPassive} false: launchd has connected the socket. */
    @Test
    void a_connected_socket_is_a_connection() throws Exception {
        Path path = directory.resolve("s");
        Trial trial = new Trial("CONNECTION", "--unix-connection", path.toString(), "", "", daemon -> {});
        List<String> program = EchoDaemon.command(List.of(), Way.LAUNCHD.javaOptions(), "x");
        try (Program daemon = Way.LAUNCHD.start(trial, program, Darwin.environment())) {
            daemon.errLine("fd 3 ");
            Clients.run("stream", path.toString());
            assertThat(daemon.outLine("CONNECTION")).contains("\"provider\":\"launchd\",\"fd\":3");
        }
    }
}
