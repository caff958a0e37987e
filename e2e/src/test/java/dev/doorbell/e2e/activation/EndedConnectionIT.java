package dev.doorbell.e2e.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.needs.Needs;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A passed connection is never treated as missing, whatever its client did before the program looked at it. */
@Timeout(120)
@Needs({"cc", "python3"})
class EndedConnectionIT {
    private static final List<String> UNTIL_TOLD = List.of("sh", "-c", "read -r told; exec \"$@\"", "sh");
    private static final List<String> AS_STANDARD_INPUT = List.of("sh", "-c", "exec \"$@\" <&3 3>&-", "sh");
    private static final List<String> ODD_VSOCK =
            List.of("env", "ODD_KERNEL=vsock", "LD_PRELOAD=" + Paths.NATIVE.resolve("odd_kernel.so"));

    /** Steps of the program with the connection before it becomes the JVM. */
    private static final String SHUT_DOWN = """
            import os, socket, sys
            connection = socket.socket(fileno=int(sys.argv[1]))
            connection.shutdown(socket.SHUT_RDWR)
            os.set_inheritable(connection.detach(), True)
            os.execvp(sys.argv[2], sys.argv[2:])
            """;

    static Stream<Arguments> ways() {
        return Stream.of(Arguments.of("3", List.of()), Arguments.of("0", AS_STANDARD_INPUT));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_client_that_resets_before_java_looks(String number, List<String> way) throws Exception {
        try (Program daemon = start(number, UNTIL_TOLD, way)) {
            InetSocketAddress address = Spawn.address(daemon, 3);
            Clients.run("reset", address.getHostString(), String.valueOf(address.getPort()));
            assertServesTheConnectionToItsEnd(daemon, number);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_connection_that_was_shut_down_in_both_directions(String number, List<String> way) throws Exception {
        List<String> shutDown = new ArrayList<>(UNTIL_TOLD);
        shutDown.addAll(List.of("python3", "-c", SHUT_DOWN, "3"));
        try (Program daemon = start(number, shutDown, way);
                Socket client = new Socket()) {
            client.connect(Spawn.address(daemon, 3));
            client.shutdownOutput();
            assertServesTheConnectionToItsEnd(daemon, number);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_connection_of_a_family_that_no_channel_serves_is_an_error(String number, List<String> way) throws Exception {
        List<String> odd = new ArrayList<>(way);
        odd.addAll(ODD_VSOCK);
        try (Program daemon = start(number, List.of(), odd);
                Socket client = new Socket()) {
            client.connect(Spawn.address(daemon, 3));
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(daemon.out()).isEmpty();
            assertThat(daemon.errLine("echo-daemon: "))
                    .contains("fd " + number + " was passed as the connection of this process, and is a connected vsock"
                            + " stream socket, which no channel of the JDK serves. Listen on TCP or UNIX");
        }
    }

    /** Shows that the test above can fail: not every socket of another family is a connection. */
    @Test
    void what_is_not_a_connection_is_left_to_open() throws Exception {
        try (Program daemon =
                Spawn.echoDaemon(List.of("--event", "--fdnames", "event"), "--inetd", "x=tcp://127.0.0.1:0")) {
            assertThat(daemon.outLine("\"name\":\"x\"")).contains("\"provider\":\"fallback\"");
        }
    }

    private static void assertServesTheConnectionToItsEnd(Program daemon, String number) throws Exception {
        daemon.closeInput();
        assertThat(daemon.exitCode()).as("%s", daemon.err()).isZero();
        assertThat(daemon.err()).noneMatch(line -> line.contains("WARNING") || line.contains("echo-daemon:"));
        assertThat(daemon.out().get(0)).contains("\"kind\":\"CONNECTION\",\"provider\":\"systemd\",\"fd\":" + number);
        assertThat(daemon.out()).noneMatch(line -> line.contains("fallback"));
    }

    /** Starts the program, without LISTEN_PID if the connection is standard input, as inetd does. */
    private static Program start(String number, List<String> before, List<String> way) throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.SPAWN, "--connection", "127.0.0.1:0"));
        if (number.equals("3")) {
            command.addAll(List.of("--listen-pid", "self", "--fdnames", "connection"));
        }
        command.add("--");
        command.addAll(before);
        command.addAll(way);
        return Program.start(EchoDaemon.command(command, List.of(), "--inetd", "x=tcp://127.0.0.1:0"));
    }
}
