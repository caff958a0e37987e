package dev.doorbell.e2e.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs whose NOTIFY_SOCKET is missing or has a full queue. */
@Needs("python3")
@Timeout(120)
class UnreadNotificationsIT {
    private static final String CONNECT = """
            import os, socket, sys
            client = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            client.connect(sys.argv[1])
            os.dup2(client.fileno(), 3)
            os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1", LISTEN_FDNAMES="doorbell-notify")
            os.execv(sys.argv[2], sys.argv[2:])
            """;

    @TempDir
    private Path directory;

    @Test
    void a_program_serves_and_warns_once_where_the_socket_is_not_there() throws Exception {
        Path nowhere = directory.resolve("nowhere");
        List<String> command =
                List.of(Paths.JAVA, "-jar", Paths.HTTP_DAEMON, "http=tcp://127.0.0.1:0", directory.toString());
        try (Program daemon = Program.start(command, Map.of("NOTIFY_SOCKET", nowhere.toString()))) {
            daemon.outUntil("ready");
            assertThat(daemon.terminate()).isZero();
            assertThat(daemon.err().stream().filter(line -> line.contains(nowhere.toString())))
                    .as("%s", daemon.err())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sigterm_ends_a_program_by_its_drain_deadline_where_the_queue_is_full(boolean connected) throws Exception {
        Path path = directory.resolve("notify");
        try (UnixDatagramChannel manager = bound(path)) {
            fill(path);
            List<String> command = new ArrayList<>(connected ? behindConnection(path) : List.of());
            command.addAll(EchoDaemon.command("--notify", "--drain", "2", "http=tcp://127.0.0.1:0"));
            try (Started daemon = Started.start(command, Map.of("NOTIFY_SOCKET", path.toString()))) {
                Echo.overTcp(Echo.address(daemon.address(0)));
                // a program that waits for its manager is forced to exit a minute later, with exit code 1
                assertThat(daemon.program().terminate()).isZero();
            }
            assertThat(manager.isOpen()).isTrue();
        }
    }

    /** Connects a socket as {@code OpenFile=} does. */
    private static List<String> behindConnection(Path path) {
        return List.of("python3", "-c", CONNECT, path.toString());
    }

    private static UnixDatagramChannel bound(Path path) throws IOException {
        UnixDatagramChannel channel = UnixDatagramChannel.open();
        channel.bind(new UnixSocketAddress(path.toFile()));
        return channel;
    }

    private static void fill(Path path) throws IOException {
        try (UnixDatagramChannel client = UnixDatagramChannel.open()) {
            client.configureBlocking(false);
            List<Integer> sent = new ArrayList<>();
            do {
                sent.add(trySend(client, path));
            } while (sent.get(sent.size() - 1) > 0);
            assertThat(sent.size()).as("messages in the queue").isGreaterThan(1);
        }
    }

    /** {@return the number of bytes sent; 0 if the queue is full} */
    private static int trySend(UnixDatagramChannel client, Path path) {
        try {
            return client.send(ByteBuffer.wrap("STATUS=waiting".getBytes(UTF_8)), new UnixSocketAddress(path.toFile()));
        } catch (IOException full) {
            return 0;
        }
    }
}
