package dev.doorbell.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Ports;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way of the JDK to bind a server's socket: the server gets the one that was passed. */
@Timeout(120)
@Needs({"cc", "strace", "ss"})
class AgentIT {
    @TempDir
    private Path directory;

    private Served prepared(List<String> passed, List<String> options, Serving.Way way, String at) throws Exception {
        return Served.prepare(directory, passed, options, Served.program(Serving.class, way.name(), at));
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
        int port = Ports.free();
        try (Served served = prepared(List.of("--tcp", "0.0.0.0:" + port), List.of(), way, String.valueOf(port))) {
            String before = backlog(port);
            served.assertServes(Served.at(port));
            assertThat(backlog(port)).as("the unit's backlog").isEqualTo(before);
            assertThat(served.callsAbout("htons(" + port + ")")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"--tcp, 127.0.0.1", "--tcp6, [::]"})
    void a_wildcard_takes_one_address_and_both_ip_versions(String option, String host) throws Exception {
        int port = Ports.free();
        Serving.Way way = Serving.Way.CHANNEL;
        try (Served served = prepared(List.of(option, host + ":" + port), List.of(), way, String.valueOf(port))) {
            served.assertServes(Served.at(port));
            assertThat(served.callsAbout("htons(" + port + ")")).isEmpty();
        }
    }

    @Test
    void a_name_belongs_to_another_port() throws Exception {
        int port = Ports.free();
        int bound = Ports.free();
        List<String> passed = List.of("--tcp", "127.0.0.1:" + port, "--fdnames", "http");
        List<String> options = List.of("-Ddoorbell.agent.map=http=" + bound);
        Serving.Way way = Serving.Way.SERVER_SOCKET;
        try (Served served = prepared(passed, options, way, String.valueOf(bound))) {
            served.assertServes(Served.at(port));
            assertThat(served.callsAbout("htons(" + bound + ")")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Serving.Way.class,
            names = {"UNIX", "UNIX_DELETED_FIRST"})
    void the_path_of_a_unix_server_stays(Serving.Way way) throws Exception {
        Path path = directory.resolve("s");
        try (Served served = prepared(List.of("--unix", path.toString()), List.of(), way, path.toString())) {
            served.assertServes(Served.at(path));
            assertThat(served.callsAbout(path.toString())).isEmpty();
            assertThat(path).exists();
        }
    }

    @ParameterizedTest
    @CsvSource({"DATAGRAM_CHANNEL, 0.0.0.0", "DATAGRAM_SOCKET, 0.0.0.0", "DATAGRAM_CHANNEL, 127.0.0.1"})
    void a_udp_server_is_activated_by_its_first_client(Serving.Way way, String host) throws Exception {
        int port = Ports.free();
        try (Served served = prepared(List.of("--udp", host + ":" + port), List.of(), way, String.valueOf(port));
                DatagramChannel client = DatagramChannel.open().connect(Served.at(port))) {
            client.write(ByteBuffer.wrap(new byte[1]));
            served.start();
            for (int i = 0; i < 6; i++) {
                assertThat(Served.read(client)).isEqualTo(3);
                client.write(ByteBuffer.wrap(new byte[1]));
            }
            assertThat(served.callsAbout("htons(" + port + ")")).isEmpty();
        }
    }

    @Test
    void the_exception_of_a_second_bind_names_the_passed_one() throws Exception {
        int port = Ports.free();
        List<String> passed = List.of("--tcp", "0.0.0.0:" + port, "--fdnames", "http");
        try (Served served = prepared(passed, List.of(), Serving.Way.TWICE, String.valueOf(port))) {
            served.assertServes(Served.at(port));
            assertThat(served.program().outLine("in use")).contains("\"http\" (TCP 0.0.0.0:" + port + ", fd 3)");
        }
    }

    @Test
    void what_was_passed_to_another_process_changes_nothing() throws Exception {
        int port = Ports.free();
        List<String> command = new ArrayList<>(List.of(Paths.JAVA, Served.OPTION));
        command.addAll(Served.program(Serving.class, Serving.Way.TWICE.name(), String.valueOf(port)));
        try (Program program = Program.start(command)) {
            assertThat(program.outLine("in use")).doesNotContain("another socket");
            Served.assertAnswered(Served.asking(Served.at(port)));
            assertThat(program.err()).isEmpty();
        }
    }

    /** Those that the JDK of the test has. */
    private static Stream<String> serversOfTheJdk() {
        boolean hasJwebserver =
                Path.of(Paths.JAVA).resolveSibling("jwebserver").toFile().exists();
        return hasJwebserver ? Stream.of("HttpServer", "jwebserver") : Stream.of("HttpServer");
    }

    @ParameterizedTest
    @MethodSource("serversOfTheJdk")
    void a_server_of_the_jdk_serves(String name) throws Exception {
        int port = Ports.free();
        List<String> server = name.equals("jwebserver")
                ? List.of("-m", "jdk.httpserver", "-p", String.valueOf(port), "-d", directory.toString())
                : List.of(httpServer(port).toString());
        try (Served served = Served.prepare(directory, List.of("--tcp", "127.0.0.1:" + port), List.of(), server)) {
            served.assertServes(Served.at(port));
            assertThat(served.callsAbout("htons(" + port + ")")).isEmpty();
        }
    }

    private Path httpServer(int port) throws IOException {
        String program = """
                class Server {
                    public static void main(String[] arguments) throws Exception {
                        var server = com.sun.net.httpserver.HttpServer.create(new java.net.InetSocketAddress(PORT), 50);
                        server.createContext("/", exchange -> {
                            exchange.sendResponseHeaders(200, -1);
                            exchange.close();
                        });
                        server.start();
                    }
                }
                """;
        return Files.writeString(directory.resolve("Server.java"), program.replace("PORT", String.valueOf(port)));
    }
}
