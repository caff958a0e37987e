package dev.doorbell.e2e.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers of other projects under the agent, as they are downloaded. */
@Needs({"ss", "strace"})
@Timeout(600)
class ServersIT {
    private static final int RESTARTS = Servers.CHOSEN.equals("core") ? 3 : 10;
    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final int LATER_CLIENTS = 5;

    @TempDir
    private Path directory;

    private static List<Server> servers() {
        return Servers.chosen();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void it_is_activated_by_its_first_client_and_loses_none_at_restarts(Server server) throws Exception {
        try (Holder holder = new Holder(directory)) {
            for (int listener = 0; listener < server.listeners; listener++) {
                holder.listen("http=tcp://127.0.0.1:0");
            }
            List<String> command =
                    Installation.of(server, directory, ports(server, holder)).command();
            assertActivated(server, holder, command);
            int answered = Restarts.assertNothingLost(holder, command, server.request, RESTARTS, server.exitCode);
            System.out.println(server + ": " + RESTARTS + " restarts, " + answered + " requests answered, none lost");
            ServersTable.write(server, ServersTable.restarts(answered, 0));
        }
    }

    private static int[] ports(Server server, Holder holder) {
        return IntStream.range(0, server.listeners).map(holder::port).toArray();
    }

    private void assertActivated(Server server, Holder holder, List<String> command) throws Exception {
        Traced traced = new Traced(directory.resolve("strace"));
        String before = backlog(holder.port(0));
        try (SocketChannel early = SocketChannel.open(holder.address(0));
                HeldServer started = holder.start(traced.command(command))) {
            assertAnswered(server, early, started);
            assertServes(server, holder, started);
            if (server.reopens) {
                signal("HUP", started);
                started.awaitOutput("reopened");
                assertServes(server, holder, started);
            }
            assertThat(backlog(holder.port(0))).as("the unit's backlog").isEqualTo(before);
            assertThat(started.terminate())
                    .as("exit code: %s", started.output())
                    .isEqualTo(server.exitCode);
            for (int port : ports(server, holder)) {
                assertThat(traced.callsAbout(port, started.process().pid())).isEmpty();
            }
        }
    }

    private static void assertServes(Server server, Holder holder, HeldServer started) throws Exception {
        for (int i = 0; i < LATER_CLIENTS; i++) {
            try (SocketChannel client = SocketChannel.open(holder.address(0))) {
                assertAnswered(server, client, started);
            }
        }
    }

    /** A client of a server that has failed would wait: its listener is open. */
    private static void assertAnswered(Server server, SocketChannel client, HeldServer started) throws Exception {
        try {
            assertTimeoutPreemptively(BOUND, () -> server.request.with(client), "an answer");
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ": " + started.output(), e);
        }
    }

    private static void signal(String name, HeldServer server) throws Exception {
        try (Program kill = Program.start(
                List.of("kill", "-" + name, String.valueOf(server.process().pid())))) {
            assertThat(kill.exitCode()).isZero();
        }
    }

    private static String backlog(int port) throws Exception {
        try (Program ss = Program.start(List.of("ss", "-ltnH", "sport = :" + port))) {
            return Clients.content(ss, "ss").get(0).trim().split(" +", -1)[2];
        }
    }
}
