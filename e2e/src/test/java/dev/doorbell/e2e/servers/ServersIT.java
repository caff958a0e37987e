package dev.doorbell.e2e.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.junit.Activated;
import dev.doorbell.needs.Needs;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
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
    private static final int SIGHUP = 1;

    @TempDir
    private Path directory;

    private static List<Server> servers() {
        return Servers.chosen();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void it_is_activated_by_its_first_client_and_loses_none_at_restarts(Server server) throws Exception {
        String[] listeners =
                Collections.nCopies(server.listeners, "http=tcp://127.0.0.1:0").toArray(String[]::new);
        try (Activated app = ActivatedServer.of(List.of(), listeners).start()) {
            List<String> command =
                    Installation.of(server, directory, ports(app)).command();
            assertActivated(server, app, command);
            app.nextCommand(command);
            int answered = Restarts.assertNothingLost(app, "http", server.request, RESTARTS, server.exitCode);
            System.out.println(server + ": " + RESTARTS + " restarts, " + answered + " requests answered, none lost");
            ServersTable.write(server, ServersTable.restarts(answered, 0));
        }
    }

    private static int[] ports(Activated app) {
        return app.addresses("http").stream()
                .mapToInt(address -> ((InetSocketAddress) address).getPort())
                .toArray();
    }

    private void assertActivated(Server server, Activated app, List<String> command) throws Exception {
        Traced traced = new Traced(directory.resolve("strace"));
        app.nextCommand(traced.command(command));
        String before = backlog(app.port("http"));
        try (SocketChannel early = app.channel("http")) {
            assertAnswered(server, early, app);
            assertServes(server, app);
            if (server.reopens) {
                app.signal(SIGHUP);
                app.awaitOutput("reopened");
                assertServes(server, app);
            }
            assertThat(backlog(app.port("http"))).as("the unit's backlog").isEqualTo(before);
            long pid = app.pid();
            assertThat(app.stop()).as("exit code: %s", app.output()).isEqualTo(server.exitCode);
            for (int port : ports(app)) {
                assertThat(traced.callsAbout(port, pid)).isEmpty();
            }
        }
    }

    private static void assertServes(Server server, Activated app) throws Exception {
        for (int i = 0; i < LATER_CLIENTS; i++) {
            try (SocketChannel client = app.channel("http")) {
                assertAnswered(server, client, app);
            }
        }
    }

    /** A client of a server that has failed would wait: its listener is open. */
    private static void assertAnswered(Server server, SocketChannel client, Activated app) throws Exception {
        try {
            assertTimeoutPreemptively(BOUND, () -> server.request.with(client), "an answer");
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ": " + app.output(), e);
        }
    }

    private static String backlog(int port) throws Exception {
        try (Program ss = Program.start(List.of("ss", "-ltnH", "sport = :" + port))) {
            return Clients.content(ss, "ss").get(0).trim().split(" +", -1)[2];
        }
    }
}
