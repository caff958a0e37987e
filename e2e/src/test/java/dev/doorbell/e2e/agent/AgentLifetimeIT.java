package dev.doorbell.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.OwnNetwork;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.libsystemd.NotifyReceiver;
import dev.doorbell.e2e.programs.Ending;
import dev.doorbell.e2e.programs.Serving;
import dev.doorbell.e2e.programs.SlowAnswers;
import dev.doorbell.e2e.servers.HeldServer;
import dev.doorbell.e2e.servers.Holder;
import dev.doorbell.e2e.servers.Http;
import dev.doorbell.e2e.servers.Restarts;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a server ends that knows nothing of Doorbell. */
@Timeout(120)
@Needs({})
class AgentLifetimeIT {
    private static final int TERMINATED = 143;

    @TempDir
    private Path directory;

    private Holder holder;

    @BeforeEach
    void listen() throws IOException {
        holder = new Holder(directory).listen("http=tcp://127.0.0.1:0");
    }

    @AfterEach
    void close() throws IOException {
        holder.close();
    }

    private List<String> command(Enum<?> way, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.JAVA));
        command.addAll(HeldServer.SHORT_LIFE);
        command.addAll(List.of(options));
        command.add(AgentServer.OPTION);
        command.addAll(AgentServer.program(way.getDeclaringClass().getEnclosingClass(), way.name(), port()));
        return command;
    }

    private String port() {
        return String.valueOf(holder.port(0));
    }

    private SocketChannel connected() throws IOException {
        return SocketChannel.open(holder.address(0));
    }

    private static void ask(SocketChannel client) throws IOException {
        client.write(ByteBuffer.wrap(new byte[1]));
    }

    /** Asks with a client of its own. */
    private void assertAnswers() throws IOException {
        try (SocketChannel client = connected()) {
            ask(client);
            AgentServer.assertAnswered(client);
        }
    }

    private static boolean stillRuns(HeldServer server, int seconds) throws Exception {
        return !server.process().waitFor(seconds, TimeUnit.SECONDS);
    }

    private static void awaitAccepted(HeldServer server, int connections) throws Exception {
        Eventually.becomesTrue(
                connections + " connections accepted",
                () -> server.output().lines().filter(Serving.ACCEPTED::equals).count() == connections);
    }

    /** A client that comes before the intake is stopped may be served by this process. */
    private static void awaitDrain(HeldServer server) throws Exception {
        Path threads = Path.of("/proc", String.valueOf(server.process().pid()), "task");
        Eventually.becomesTrue("a thread handles SIGTERM", () -> {
            try (Stream<Path> all = Files.list(threads)) {
                return all.anyMatch(thread -> isCalled(thread, "SIGTERM handler"));
            }
        });
        assertThat(stillRuns(server, 1)).as("with an open connection").isTrue();
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
        try (SocketChannel open = connected();
                HeldServer server = holder.start(command(Serving.Way.SERVER_SOCKET, "-Ddoorbell.agent.idle=1s"))) {
            awaitAccepted(server, 1);
            assertThat(stillRuns(server, 3)).as("with an open connection").isTrue();
            ask(open);
            AgentServer.assertAnswered(open);
            assertThat(server.exitCode()).isZero();
        }
    }

    @Test
    void a_server_that_starts_is_not_idle() throws Exception {
        try (HeldServer server = holder.start(command(Ending.Way.LATE, "-Ddoorbell.agent.idle=500ms"))) {
            server.awaitOutput(Ending.STARTING);
            assertAnswers();
            assertThat(server.exitCode()).isZero();
        }
    }

    @Test
    @Needs({"unshare", "own network"})
    void connections_count_in_a_network_of_its_own() throws Exception {
        List<String> command = new ArrayList<>(OwnNetwork.UNSHARE);
        command.addAll(command(Serving.Way.SERVER_SOCKET, "-Ddoorbell.agent.idle=1s"));
        try (SocketChannel open = connected();
                HeldServer server = holder.start(command)) {
            awaitAccepted(server, 1);
            assertThat(stillRuns(server, 3)).as("with an open connection").isTrue();
            ask(open);
            AgentServer.assertAnswered(open);
            assertThat(server.exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Serving.Way.class,
            names = {"CONCURRENT", "SERVER_SOCKET"})
    void sigterm_lets_open_connections_end(Serving.Way way) throws Exception {
        try (SocketChannel open = connected();
                HeldServer server = holder.start(command(way, "-Ddoorbell.agent.drain=60s"))) {
            awaitAccepted(server, 1);
            server.process().toHandle().destroy();
            assertThat(stillRuns(server, 2)).as("with an open connection").isTrue();
            ask(open);
            AgentServer.assertAnswered(open);
            assertThat(server.exitCode()).isEqualTo(TERMINATED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.Way.class,
            names = {"SELECTED", "LATE"},
            mode = EnumSource.Mode.EXCLUDE)
    void a_hook_that_waits_for_its_acceptor_ends_and_the_next_process_has_the_client(Ending.Way way) throws Exception {
        List<String> command = command(way, "-Ddoorbell.agent.drain=60s");
        try (SocketChannel open = connected();
                HeldServer server = holder.start(command)) {
            awaitAccepted(server, 1);
            server.process().toHandle().destroy();
            awaitDrain(server);
            try (SocketChannel next = connected()) {
                ask(next);
                ask(open);
                AgentServer.assertAnswered(open);
                assertThat(server.exitCode()).isEqualTo(TERMINATED);
                assertThat(server.output()).contains(Ending.JOINED);
                awaitAccepted(server, 1);
                try (HeldServer successor = holder.start(command)) {
                    AgentServer.assertAnswered(next);
                    assertThat(successor.terminate()).isEqualTo(TERMINATED);
                }
            }
        }
    }

    @Test
    void the_next_process_has_the_client_that_a_selector_has_reported() throws Exception {
        try (SocketChannel client = connected();
                HeldServer server = holder.start(command(Ending.Way.SELECTED))) {
            ask(client);
            server.awaitOutput(Ending.REPORTED);
            assertThat(server.terminate()).isEqualTo(TERMINATED);
            assertThat(server.output()).contains(Ending.JOINED).doesNotContain(Ending.ACCEPTED);
            try (HeldServer successor = holder.start(command(Serving.Way.CHANNEL))) {
                AgentServer.assertAnswered(client);
                assertThat(successor.terminate()).isEqualTo(TERMINATED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.Way.class,
            names = {"CLOSED", "WOKEN"})
    @Needs("ss")
    void a_hook_that_waits_for_its_acceptor_ends_after_idleness(Ending.Way way) throws Exception {
        try (HeldServer server = holder.start(command(way, "-Ddoorbell.agent.idle=500ms"))) {
            assertThat(server.exitCode()).isZero();
            assertThat(server.output()).contains(Ending.JOINED);
            assertThat(waitingClients())
                    .as("the service manager would start the next process for them")
                    .isEqualTo("0");
        }
    }

    private String waitingClients() throws Exception {
        try (Program ss = Program.start(List.of("ss", "-ltnH", "sport = :" + port()))) {
            return Clients.content(ss, "ss").get(0).trim().split(" +", -1)[1];
        }
    }

    @Test
    void a_connection_that_never_ends_does_not_keep_the_server() throws Exception {
        try (SocketChannel open = connected();
                HeldServer server = holder.start(command(Serving.Way.SERVER_SOCKET, "-Ddoorbell.agent.drain=500ms"))) {
            awaitAccepted(server, 1);
            assertThat(server.terminate()).isEqualTo(TERMINATED);
            assertThat(open.isOpen()).isTrue();
        }
    }

    @Test
    void sigterm_ends_a_server_whose_agent_was_overwritten() throws Exception {
        Path jar = Files.copy(AgentServer.JAR, directory.resolve("agent.jar"));
        List<String> command = command(Serving.Way.SERVER_SOCKET, "-Ddoorbell.agent.drain=60s");
        command.replaceAll(argument -> argument.equals(AgentServer.OPTION) ? "-javaagent:" + jar : argument);
        try (HeldServer server = holder.start(command)) {
            assertAnswers();
            Files.write(jar, new byte[(int) Files.size(jar)]);
            assertThat(server.terminate()).isEqualTo(TERMINATED);
        }
    }

    @Test
    @Needs("python3")
    void it_is_ready_when_its_listener_is_taken() throws Exception {
        String socket = directory.resolve("notify").toString();
        holder.environment("NOTIFY_SOCKET", socket);
        try (NotifyReceiver manager = new NotifyReceiver(socket);
                HeldServer server = holder.start(command(Serving.Way.SERVER_SOCKET, "-Ddoorbell.agent.ready=true"))) {
            String ready = HexFormat.of().formatHex("READY=1".getBytes(StandardCharsets.US_ASCII));
            assertThat(manager.next()).as(server.output()).startsWith(ready);
        }
    }

    @ParameterizedTest
    @EnumSource(SlowAnswers.Way.class)
    @Timeout(300)
    void ten_restarts_lose_no_client(SlowAnswers.Way way) throws Exception {
        Restarts.assertNothingLost(holder, command(way), Http.get("/"), 10, TERMINATED);
    }
}
