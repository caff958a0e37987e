package dev.doorbell.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has neither SIGTERM nor ulimit")
class StartedJarIT {
    private static final String ANY_PORT = "http=tcp://127.0.0.1:0";

    @TempDir
    Path directory;

    @Test
    void it_says_where_it_listens_and_nothing_else() throws Exception {
        try (StartedJar daemon = StartedJar.with(directory, ANY_PORT, "control=unix://" + socket())) {
            List<JsonObject> listening = daemon.listening();
            assertThat(listening.get(0).keySet()).containsExactly("name", "kind", "provider", "fd", "address");
            assertThat(listening.get(1))
                    .hasToString(
                            "{name=control, kind=UNIX_STREAM, provider=fallback, fd=null, address=" + socket() + "}");
            assertThat(listening).hasSize(2);
            assertThat(daemon.terminated()).isZero();
            assertThat(daemon.err()).as("no warning of the JVM either").isEmpty();
        }
    }

    @Test
    void sigterm_ends_it_well_and_removes_the_path_it_made() throws Exception {
        try (StartedJar daemon = StartedJar.with(directory, "control=unix://" + socket())) {
            daemon.listening();
            assertThat(socket()).exists();
            assertThat(daemon.terminated()).isZero();
            assertThat(socket()).doesNotExist();
        }
    }

    @Test
    void with_nothing_to_serve_it_waits_for_its_end_all_the_same() throws Exception {
        try (StartedJar daemon = StartedJar.with(directory, "--when-missing", "skip", "http")) {
            assertThat(daemon.listening()).isEmpty();
            assertThat(daemon.terminated()).isZero();
        }
    }

    @Test
    void a_failure_to_start_is_one_message_and_no_success() throws Exception {
        try (ServerSocketChannel taken = ServerSocketChannel.open().bind(Channels.anyPort())) {
            int port = ((InetSocketAddress) taken.getLocalAddress()).getPort();
            try (StartedJar daemon =
                    StartedJar.with(directory, "control=unix://" + socket(), "http=tcp://127.0.0.1:" + port)) {
                assertThat(daemon.listening()).isEmpty();
                assertThat(daemon.exitStatus()).isEqualTo(1);
                assertThat(daemon.err()).startsWith("echo-daemon: ").doesNotContain("\tat ");
            }
        }
    }

    @Test
    void a_thousand_clients_are_served_side_by_side() throws Exception {
        try (StartedJar daemon = StartedJar.with(directory, ANY_PORT)) {
            SocketAddress address = StartedJar.address(daemon.listening().get(0));
            List<SocketChannel> clients = connect(1000, address);
            for (SocketChannel client : clients) {
                Channels.write(client, Channels.bytes(10));
            }
            for (SocketChannel client : clients) {
                assertThat(Channels.read(client, 10)).isEqualTo(Channels.bytes(10));
                client.close();
            }
            assertThat(daemon.terminated()).isZero();
        }
    }

    @Test
    void a_client_that_comes_when_descriptors_ran_out_is_served_when_some_are_free() throws Exception {
        try (StartedJar daemon = StartedJar.limited(60, directory, ANY_PORT)) {
            List<SocketChannel> clients =
                    connect(100, StartedJar.address(daemon.listening().get(0)));
            SocketChannel last = clients.remove(99);
            Channels.write(last, Channels.bytes(10));
            while (!daemon.err().contains("Too many open files")) {
                Thread.onSpinWait();
            }
            for (SocketChannel client : clients) {
                client.close();
            }
            assertThat(Channels.read(last, 10)).isEqualTo(Channels.bytes(10));
            last.close();
            assertThat(daemon.err()).containsOnlyOnce("Too many open files");
        }
    }

    private static List<SocketChannel> connect(int number, SocketAddress address) throws IOException {
        List<SocketChannel> clients = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            clients.add(SocketChannel.open(address));
        }
        return clients;
    }

    private Path socket() {
        return directory.resolve("echo.sock");
    }
}
