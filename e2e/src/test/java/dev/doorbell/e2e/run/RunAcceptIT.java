package dev.doorbell.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code doorbell run --accept}: a program for each connection. */
@Timeout(120)
class RunAcceptIT {
    private static final int A_WHILE = 300;
    private static final List<String> TELLING =
            List.of("sh", "-c", "echo \"told ${REMOTE_ADDR-none} ${REMOTE_PORT-none}\"");

    @TempDir
    private Path directory;

    @Test
    void a_client_beyond_the_most_waits_and_is_served_when_another_has_gone() throws Exception {
        try (Program run = cat("--max-connections=2", "x=tcp://127.0.0.1:0");
                ClientThatWaits first = ClientThatWaits.at(Runs.ip(run));
                ClientThatWaits second = ClientThatWaits.at(Runs.ip(run));
                ClientThatWaits third = ClientThatWaits.at(Runs.ip(run));
                ClientThatWaits fourth = ClientThatWaits.at(Runs.ip(run))) {
            assertThat(first.isAnswered()).isTrue();
            assertThat(second.isAnswered()).isTrue();
            assertThat(third.isAnsweredWithin(A_WHILE)).isFalse();
            first.socket().close();
            assertThat(third.isAnswered()).isTrue();
            assertThat(fourth.isAnsweredWithin(A_WHILE)).isFalse();
            second.socket().close();
            assertThat(fourth.isAnswered()).isTrue();
            assertThat(run.terminate()).isEqualTo(143);
        }
    }

    @Test
    void the_most_is_for_all_listeners_together_and_keeps_none_of_them_waiting() throws Exception {
        try (Program run = cat("--max-connections=1", "x=tcp://127.0.0.1:0", "y=tcp://127.0.0.1:0")) {
            Runs.awaitListening(run, 2);
            for (int round = 0; round < 3; round++) {
                for (int listener = 0; listener < 2; listener++) {
                    try (ClientThatWaits client = ClientThatWaits.at(Echo.address(Runs.at(run, listener)))) {
                        assertThat(client.isAnswered())
                                .as("listener %d", listener)
                                .isTrue();
                    }
                }
            }
            assertThat(run.terminate()).isEqualTo(143);
        }
    }

    @Test
    void the_program_is_told_who_has_connected() throws Exception {
        for (String host : List.of("127.0.0.1", "[::1]")) {
            try (Program run = printing("x=tcp://" + host + ":0");
                    ClientThatWaits client = ClientThatWaits.at(Runs.ip(run))) {
                String told = run.outLine("told ");
                int port = client.socket().getLocalPort();
                assertThat(told).isEqualTo("told " + host.replaceAll("[\\[\\]]", "") + " " + port);
            }
        }
    }

    @Test
    @Needs("python3")
    void the_path_of_a_unix_client_is_told_where_it_has_one() throws Exception {
        Path path = directory.resolve("s");
        try (Program run = printing("x=unix://" + path)) {
            Runs.awaitListening(run, 1);
            Path own = directory.resolve("client");
            try (Program client = Clients.start("stream", path.toString(), own.toString())) {
                assertThat(client.pid()).isPositive();
                assertThat(run.outLine("told ")).isEqualTo("told " + own + " none");
            }
            try (Program client = Clients.start("stream", path.toString())) {
                assertThat(client.pid()).isPositive();
                assertThat(run.outLine("told none")).isEqualTo("told none none");
            }
            assertThat(run.terminate()).isEqualTo(143);
        }
        assertThat(path).doesNotExist();
    }

    @Test
    @Needs("python3")
    void what_the_run_itself_was_told_of_a_client_is_not_told_of_its_own() throws Exception {
        Path path = directory.resolve("s");
        List<String> command = Runs.command(List.of("--accept"), List.of("x=unix://" + path), TELLING);
        Map<String, String> stale = Map.of("REMOTE_ADDR", "192.0.2.1", "REMOTE_PORT", "1");
        try (Program run = Program.start(command, stale)) {
            Runs.awaitListening(run, 1);
            try (Program client = Clients.start("stream", path.toString())) {
                assertThat(client.pid()).isPositive();
                assertThat(run.outLine("told ")).isEqualTo("told none none");
            }
        }
    }

    private static Program cat(String option, String... specs) throws Exception {
        return Runs.start(List.of("--accept", "--inetd", option), List.of(specs), "cat");
    }

    private static Program printing(String spec) throws Exception {
        return Runs.start(List.of("--accept"), List.of(spec), TELLING.toArray(new String[0]));
    }
}
