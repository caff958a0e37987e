package dev.doorbell.e2e.darwin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.needs.Needs;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Listeners and connections, which no option tells apart on macOS. Doorbell asks libproc if JNA is loaded, and otherwise
 * getpeername(2) and poll(2).
 */
@Timeout(120)
@Needs("cc")
class DarwinFactsIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"opened", "jna"})
    void listeners_listen(String access) throws Exception {
        try (Program inspect = inspect(access, "--tcp", "127.0.0.1:0")) {
            assertKind(inspect, "TCP");
        }
        try (Program inspect = inspect(access, "--unix", directory.resolve("s").toString())) {
            assertKind(inspect, "UNIX_STREAM");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"opened", "jna"})
    void a_connection_whose_client_waits_is_one(String access) throws Exception {
        try (Program inspect = inspect(access, "--connection", "127.0.0.1:0");
                Socket client = new Socket()) {
            client.connect(Spawn.address(inspect, 3));
            assertKind(inspect, "CONNECTION");
        }
    }

    /** Checks a connection without a peer, which a listener does not have either. */
    @ParameterizedTest
    @ValueSource(strings = {"opened", "jna"})
    void a_unix_connection_whose_client_has_gone_is_one(String access) throws Exception {
        Path path = directory.resolve("s");
        try (Program inspect = inspect(access, "--unix-connection", path.toString())) {
            inspect.errLine("fd 3 ");
            try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                client.connect(UnixDomainSocketAddress.of(path));
            }
            assertKind(inspect, "CONNECTION");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"opened", "jna"})
    void a_tcp_connection_that_its_client_has_reset_is_one(String access) throws Exception {
        try (Program inspect = inspect(access, "--connection", "127.0.0.1:0")) {
            InetSocketAddress server = Spawn.address(inspect, 3);
            try (Socket client = new Socket()) {
                client.setSoLinger(true, 0);
                client.connect(server);
            }
            assertKind(inspect, "CONNECTION");
        }
    }

    private static void assertKind(Program inspect, String kind) throws Exception {
        assertThat(inspect.exitCode()).as("%s", inspect.err()).isZero();
        assertThat(String.join("\n", inspect.out())).contains("\"kind\":\"" + kind + "\"");
    }

    private static Program inspect(String access, String option, String at) throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.SPAWN, option, at, "--listen-pid", "self", "--"));
        command.addAll(
                List.of(Paths.JAVA, "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "-Ddoorbell.access=" + access));
        command.addAll(List.of("-jar", Paths.DOORBELL_COMMAND, "inspect", "--json"));
        return Program.start(command, Darwin.environment());
    }
}
