package dev.doorbell.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.OwnNetwork;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.programs.Ending;
import dev.doorbell.e2e.programs.Serving;
import dev.doorbell.e2e.programs.SlowAnswers;
import dev.doorbell.e2e.servers.ActivatedServer;
import dev.doorbell.e2e.servers.Http;
import dev.doorbell.e2e.servers.Restarts;
import dev.doorbell.junit.Activated;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a server ends that knows nothing of Doorbell. */
@Timeout(120)
@Needs({})
class AgentLifetimeIT {
    private static final int SIGTERM = 15;
    private static final int TERMINATED = 143;
    private static final long BOUND_SECONDS = 60;

    @TempDir
    private Path directory;

    @RegisterExtension
    final Activated server = ActivatedServer.of(List.of(), "http=tcp://127.0.0.1:0");

    private List<String> command(Enum<?> way, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.JAVA));
        command.addAll(ActivatedServer.SHORT_LIFE);
        command.addAll(List.of(options));
        command.add(AgentServer.OPTION);
        command.addAll(AgentServer.program(
                way.getDeclaringClass().getEnclosingClass(), way.name(), String.valueOf(server.port("http"))));
        return command;
    }

    private static void ask(SocketChannel client) throws IOException {
        client.write(ByteBuffer.wrap(new byte[1]));
    }

    /** Asks with a client of its own. */
    private void assertAnswers() throws IOException {
        try (SocketChannel client = server.channel("http")) {
            assertAnswers(client);
        }
    }

    private static void assertAnswers(SocketChannel client) throws IOException {
        ask(client);
        AgentServer.assertAnswered(client);
    }

    private boolean stillRuns(int seconds) throws Exception {
        return !server.process().waitFor(seconds, TimeUnit.SECONDS);
    }

    private void awaitAccepted(int connections) throws Exception {
        Eventually.becomesTrue(connections + " connections accepted", () -> accepted() == connections);
    }

    private long accepted() {
        return server.output().lines().filter(Serving.ACCEPTED::equals).count();
    }

    /** A client that comes before the intake is stopped may be served by this process. */
    private void awaitDrain() throws Exception {
        Path threads = Path.of("/proc", String.valueOf(server.pid()), "task");
        Eventually.becomesTrue("a thread handles SIGTERM", () -> {
            try (Stream<Path> all = Files.list(threads)) {
                return all.anyMatch(thread -> isCalled(thread, "SIGTERM handler"));
            }
        });
        assertThat(stillRuns(1)).as("with an open connection").isTrue();
    }

    private static boolean isCalled(Path thread, String name) {
        try {
            return Files.readString(thread.resolve("comm")).strip().equals(name);
        } catch (IOException ended) {
            return false;
        }
    }

    @Test
    void an_idle_server_ends_and_one_with_an_open_connection_does_not() throws Exception {
        server.nextCommand(command(Serving.Way.SERVER_SOCKET, "-Ddoorbell.agent.idle=1s"));
        assertIdleAfterItsConnection();
    }

    private void assertIdleAfterItsConnection() throws Exception {
        try (SocketChannel open = server.channel("http")) {
            awaitAccepted(1);
            assertThat(stillRuns(3)).as("with an open connection").isTrue();
            assertAnswers(open);
            assertThat(server.awaitExit()).isZero();
        }
    }

    @Test
    void a_server_that_starts_is_not_idle() throws Exception {
        server.nextCommand(command(Ending.Way.LATE, "-Ddoorbell.agent.idle=500ms"));
        server.restart();
        server.awaitOutput(Ending.STARTING);
        assertAnswers();
        assertThat(server.awaitExit()).isZero();
        assertThat(server.starts()).isEqualTo(1);
    }

    @Test
    @Needs({"unshare", "own network"})
    void connections_count_in_a_network_of_its_own() throws Exception {
        List<String> command = new ArrayList<>(OwnNetwork.UNSHARE);
        command.addAll(command(Serving.Way.SERVER_SOCKET, "-Ddoorbell.agent.idle=1s"));
        server.nextCommand(command);
        assertIdleAfterItsConnection();
    }

    @ParameterizedTest
    @EnumSource(
            value = Serving.Way.class,
            names = {"CONCURRENT", "SERVER_SOCKET"})
    void sigterm_lets_open_connections_end(Serving.Way way) throws Exception {
        server.nextCommand(command(way, "-Ddoorbell.agent.drain=60s"));
        try (SocketChannel open = server.channel("http")) {
            awaitAccepted(1);
            server.signal(SIGTERM);
            assertThat(stillRuns(2)).as("with an open connection").isTrue();
            assertAnswers(open);
            assertThat(server.awaitExit()).isEqualTo(TERMINATED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.Way.class,
            names = {"SELECTED", "LATE"},
            mode = EnumSource.Mode.EXCLUDE)
    void a_hook_that_waits_for_its_acceptor_ends_and_the_next_process_has_the_client(Ending.Way way) throws Exception {
        server.nextCommand(command(way, "-Ddoorbell.agent.drain=60s"));
        try (SocketChannel open = server.channel("http")) {
            awaitAccepted(1);
            Process first = server.process();
            server.signal(SIGTERM);
            awaitDrain();
            try (SocketChannel next = server.channel("http")) {
                ask(next);
                assertAnswers(open);
                assertThat(first.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
                assertThat(first.exitValue()).isEqualTo(TERMINATED);
                assertThat(server.output()).contains(Ending.JOINED);
                AgentServer.assertAnswered(next);
                assertThat(server.starts()).isEqualTo(2);
                assertThat(accepted()).isEqualTo(2);
                assertThat(server.stop()).isEqualTo(TERMINATED);
            }
        }
    }

    @Test
    void the_next_process_has_the_client_that_a_selector_has_reported() throws Exception {
        server.nextCommand(command(Ending.Way.SELECTED));
        try (SocketChannel client = server.channel("http")) {
            ask(client);
            server.awaitOutput(Ending.REPORTED);
            server.nextCommand(command(Serving.Way.CHANNEL));
            assertThat(server.stop()).isEqualTo(TERMINATED);
            // the next process may have accepted by now, and prints nothing
            assertThat(server.output()).contains(Ending.JOINED).doesNotContain(Ending.ACCEPTED);
            AgentServer.assertAnswered(client);
            assertThat(server.stop()).isEqualTo(TERMINATED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.Way.class,
            names = {"CLOSED", "WOKEN"})
    @Needs("ss")
    void a_hook_that_waits_for_its_acceptor_ends_after_idleness(Ending.Way way) throws Exception {
        server.nextCommand(command(way, "-Ddoorbell.agent.idle=500ms"));
        server.restart();
        assertThat(server.awaitExit()).isZero();
        assertThat(server.output()).contains(Ending.JOINED);
        assertThat(waitingClients())
                .as("the service manager would start the next process for them")
                .isEqualTo("0");
        assertThat(server.starts()).isEqualTo(1);
    }

    private String waitingClients() throws Exception {
        try (Program ss = Program.start(List.of("ss", "-ltnH", "sport = :" + server.port("http")))) {
            return Clients.content(ss, "ss").get(0).trim().split(" +", -1)[1];
        }
    }

    @Test
    void a_connection_that_never_ends_does_not_keep_the_server() throws Exception {
        server.nextCommand(command(Serving.Way.SERVER_SOCKET, "-Ddoorbell.agent.drain=500ms"));
        try (SocketChannel open = server.channel("http")) {
            awaitAccepted(1);
            assertThat(server.stop()).isEqualTo(TERMINATED);
            assertThat(open.isOpen()).isTrue();
        }
    }

    @Test
    void sigterm_ends_a_server_whose_agent_was_overwritten() throws Exception {
        Path jar = Files.copy(AgentServer.JAR, directory.resolve("agent.jar"));
        List<String> command = command(Serving.Way.SERVER_SOCKET, "-Ddoorbell.agent.drain=60s");
        command.replaceAll(argument -> argument.equals(AgentServer.OPTION) ? "-javaagent:" + jar : argument);
        server.nextCommand(command);
        assertAnswers();
        Files.write(jar, new byte[(int) Files.size(jar)]);
        assertThat(server.stop()).isEqualTo(TERMINATED);
    }

    @Test
    void it_is_ready_when_its_listener_is_taken() throws Exception {
        server.nextCommand(command(Serving.Way.SERVER_SOCKET, "-Ddoorbell.agent.ready=true"));
        server.restart();
        server.awaitNotification("READY=1");
        assertThat(server.notifications()).first().isEqualTo("READY=1");
    }

    @ParameterizedTest
    @EnumSource(SlowAnswers.Way.class)
    @Timeout(300)
    void ten_restarts_lose_no_client(SlowAnswers.Way way) throws Exception {
        server.nextCommand(command(way));
        Restarts.assertNothingLost(server, "http", Http.get("/"), 10, TERMINATED);
    }
}
