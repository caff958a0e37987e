package dev.doorbell.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.programs.Serving;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way of the JDK to bind a server's socket: the server gets the one that was passed. */
@Timeout(120)
@Needs({"cc", "strace", "ss"})
class AgentIT {
    @TempDir
    private Path directory;

    private AgentServer prepared(List<String> passed, List<String> options, Serving.Way way) throws Exception {
        return AgentServer.prepare(directory, passed, options, AgentServer.program(Serving.class, way.name()));
    }

    private static String backlog(int port) throws Exception {
        List<String> command = List.of("ss", "-ltnH", "sport = :" + port);
        try (Program ss = Program.start(command)) {
            return Clients.content(ss, "ss").get(0).trim().split(" +", -1)[2];
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Serving.Way.class,
            names = {
                "SERVER_SOCKET",
                "CLOSED_AND_OPENED_AGAIN",
                "CLOSED_WHILE_IT_ACCEPTS",
                "SHARED",
                "CHANNEL",
                "SELECTED_BEFORE_IT_IS_BOUND",
                "ASYNCHRONOUS"
            })
    void a_tcp_server_is_activated_by_its_first_client(Serving.Way way) throws Exception {
        try (AgentServer served = prepared(List.of("--tcp", "0.0.0.0:0"), List.of(), way)) {
            String before = backlog(served.port());
            served.assertServes();
            assertThat(backlog(served.port())).as("the unit's backlog").isEqualTo(before);
            served.assertAdopted();
        }
    }

    @ParameterizedTest
    @CsvSource({"--tcp, 127.0.0.1", "--tcp6, [::]"})
    void a_wildcard_takes_one_address_and_both_ip_versions(String option, String host) throws Exception {
        try (AgentServer served = prepared(List.of(option, host + ":0"), List.of(), Serving.Way.CHANNEL)) {
            served.assertServes();
            served.assertAdopted();
        }
    }

    @Test
    void a_name_belongs_to_another_port() throws Exception {
        List<String> passed = List.of("--tcp", "127.0.0.1:0", "--fdnames", "http");
        List<String> program = AgentServer.program(Serving.class, Serving.Way.SERVER_SOCKET.name(), "1");
        List<String> options = List.of("-Ddoorbell.agent.map=http=1");
        try (AgentServer served = AgentServer.prepare(directory, passed, options, program)) {
            served.assertServes();
            assertThat(served.callsAbout("htons(1)")).isEmpty();
        }
    }

    @Test
    void a_name_belongs_to_another_path() throws Exception {
        Path bound = directory.resolve("bound");
        List<String> passed = List.of("--unix", directory.resolve("s").toString(), "--fdnames", "control");
        List<String> program = AgentServer.program(Serving.class, Serving.Way.UNIX.name(), bound.toString());
        List<String> options = List.of("-Ddoorbell.agent.map=control=" + bound);
        try (AgentServer served = AgentServer.prepare(directory, passed, options, program)) {
            served.assertServes();
            assertThat(served.callsAbout(bound.toString())).isEmpty();
            assertThat(bound).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Serving.Way.class,
            names = {"UNIX", "UNIX_DELETED_FIRST"})
    void the_path_of_a_unix_server_stays(Serving.Way way) throws Exception {
        Path path = directory.resolve("s");
        try (AgentServer served = prepared(List.of("--unix", path.toString()), List.of(), way)) {
            served.assertServes();
            served.assertAdopted();
            assertThat(path).exists();
        }
    }

    @ParameterizedTest
    @CsvSource({"DATAGRAM_CHANNEL, 0.0.0.0", "DATAGRAM_SOCKET, 0.0.0.0", "DATAGRAM_CHANNEL, 127.0.0.1"})
    void a_udp_server_is_activated_by_its_first_client(Serving.Way way, String host) throws Exception {
        try (AgentServer served = prepared(List.of("--udp", host + ":0"), List.of(), way);
                DatagramChannel client = DatagramChannel.open().connect(AgentServer.at(served.port()))) {
            client.write(ByteBuffer.wrap(new byte[1]));
            served.start();
            for (int i = 0; i < 6; i++) {
                assertThat(AgentServer.read(client)).isEqualTo(3);
                client.write(ByteBuffer.wrap(new byte[1]));
            }
            served.assertAdopted();
        }
    }

    @Test
    void the_exception_of_a_second_bind_names_the_passed_one() throws Exception {
        List<String> passed = List.of("--tcp", "0.0.0.0:0", "--fdnames", "http");
        try (AgentServer served = prepared(passed, List.of(), Serving.Way.TWICE)) {
            served.assertServes();
            assertThat(served.program().outLine("in use"))
                    .contains("\"http\" (TCP 0.0.0.0:" + served.port() + ", fd 3)");
        }
    }

    @Test
    void another_port_and_the_socket_of_a_client_are_bound_as_without_the_agent() throws Exception {
        try (AgentServer served = prepared(List.of("--tcp", "127.0.0.1:0"), List.of(), Serving.Way.BESIDE_OTHERS)) {
            served.assertServes();
            String other = served.program().outLine(Serving.OTHER_PORT).substring(Serving.OTHER_PORT.length());
            AgentServer.assertAnswered(AgentServer.asking(AgentServer.at(Integer.parseInt(other))));
            assertThat(served.program().outLine("client: "))
                    .contains("in use")
                    .doesNotContain("another socket of this program", "was passed");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void another_agent_that_rewrites_the_same_classes_changes_nothing(boolean before) throws Exception {
        List<String> other = List.of("-javaagent:" + OtherAgent.jar(directory));
        List<String> program = AgentServer.program(Serving.class, Serving.Way.CHANNEL.name());
        try (AgentServer served = AgentServer.prepare(
                directory,
                Map.of(),
                List.of("--tcp", "127.0.0.1:0"),
                before ? other : List.of(),
                before ? List.of() : other,
                program)) {
            served.assertServes();
            served.assertAdopted();
        }
    }

    @Test
    void without_LISTEN_PID_nothing_changes() throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.JAVA, AgentServer.OPTION));
        command.addAll(AgentServer.program(Serving.class, Serving.Way.TWICE.name(), "0"));
        try (Program program = Program.start(command)) {
            assertThat(program.outLine("in use")).doesNotContain("another socket");
            String port = program.outLine(Serving.OTHER_PORT).substring(Serving.OTHER_PORT.length());
            AgentServer.assertAnswered(AgentServer.asking(AgentServer.at(Integer.parseInt(port))));
            assertThat(program.err()).isEmpty();
        }
    }

    /** Servers that the JDK of the test has. */
    private static Stream<String> serversOfTheJdk() {
        boolean hasJwebserver =
                Path.of(Paths.JAVA).resolveSibling("jwebserver").toFile().exists();
        return hasJwebserver ? Stream.of("HttpServer", "jwebserver") : Stream.of("HttpServer");
    }

    @ParameterizedTest
    @MethodSource("serversOfTheJdk")
    void a_server_of_the_jdk_serves(String name) throws Exception {
        List<String> server = name.equals("jwebserver")
                ? List.of("-m", "jdk.httpserver", "-d", directory.toString(), "-p")
                : List.of(httpServer().toString());
        try (AgentServer served = AgentServer.prepare(directory, List.of("--tcp", "127.0.0.1:0"), List.of(), server)) {
            served.assertServes();
            served.assertAdopted();
        }
    }

    private Path httpServer() throws IOException {
        String program = """
                class Server {
                    public static void main(String[] arguments) throws Exception {
                        var port = new java.net.InetSocketAddress(Integer.parseInt(arguments[0]));
                        var server = com.sun.net.httpserver.HttpServer.create(port, 50);
                        server.createContext("/", exchange -> {
                            exchange.sendResponseHeaders(200, -1);
                            exchange.close();
                        });
                        server.start();
                    }
                }
                """;
        return Files.writeString(directory.resolve("Server.java"), program);
    }
}
