package dev.doorbell.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class StreamEchoTest {
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path directory;

    private ServerSocketChannel tcp;
    private ServerSocketChannel unix;
    private final Daemon daemon = new Daemon();

    @BeforeEach
    void serve() throws IOException {
        tcp = ServerSocketChannel.open().bind(Channels.anyPort());
        unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(directory.resolve("echo")));
        daemon.serve(Channels.listener("tcp", Kind.TCP, tcp), Channels.listener("unix", Kind.UNIX_STREAM, unix));
    }

    @AfterEach
    void end() throws IOException {
        tcp.close();
        unix.close();
    }

    @Test
    void what_is_sent_comes_back_while_the_connection_goes_on() throws IOException {
        try (SocketChannel client = SocketChannel.open(tcp.getLocalAddress())) {
            for (int length : new int[] {1, 2, 1000}) {
                Channels.write(client, Channels.bytes(length));
                assertThat(Channels.read(client, length)).isEqualTo(Channels.bytes(length));
            }
        }
    }

    @Test
    void after_a_half_close_the_rest_comes_and_then_the_end() throws IOException {
        try (SocketChannel client = SocketChannel.open(tcp.getLocalAddress())) {
            Channels.write(client, Channels.bytes(5000));
            client.shutdownOutput();
            assertThat(Channels.read(client, 5001)).isEqualTo(Channels.bytes(5000));
        }
    }

    @Test
    void a_connection_that_sends_nothing_ends_with_nothing() throws IOException {
        try (SocketChannel client = SocketChannel.open(tcp.getLocalAddress())) {
            client.shutdownOutput();
            assertThat(Channels.read(client, 1)).isEmpty();
        }
    }

    /** Checks more bytes than the buffers of a UNIX socket hold in both directions: the program must keep the rest. */
    @Test
    void a_client_may_send_everything_before_it_reads() throws IOException {
        for (ServerSocketChannel server : List.of(tcp, unix)) {
            try (SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
                Channels.write(client, Channels.bytes(3 * MIB));
                client.shutdownOutput();
                assertThat(Channels.read(client, 3 * MIB + 1)).isEqualTo(Channels.bytes(3 * MIB));
            }
        }
    }

    @Test
    void a_client_that_never_reads_is_held_back() throws IOException {
        try (SocketChannel client = SocketChannel.open(unix.getLocalAddress());
                Selector writable = Selector.open()) {
            client.configureBlocking(false).register(writable, SelectionKey.OP_WRITE);
            ByteBuffer piece = ByteBuffer.allocate(64 * 1024);
            long sent = 0;
            while (writable.select(1000) > 0 && sent < 64 * MIB) {
                writable.selectedKeys().clear();
                sent += client.write(piece.clear());
            }
            assertThat(sent).isBetween(4L * MIB, 6L * MIB);
        }
    }

    @Test
    void a_client_that_resets_harms_no_other() throws IOException {
        try (SocketChannel other = SocketChannel.open(tcp.getLocalAddress())) {
            SocketChannel client = SocketChannel.open(tcp.getLocalAddress());
            Channels.write(client, Channels.bytes(100));
            client.setOption(StandardSocketOptions.SO_LINGER, 0).close();
            assertThatCode(() -> Channels.write(other, Channels.bytes(100))).doesNotThrowAnyException();
            assertThat(Channels.read(other, 100)).isEqualTo(Channels.bytes(100));
        }
    }

    @Test
    void many_connections_are_served_side_by_side() throws IOException {
        List<SocketChannel> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                clients.add(SocketChannel.open(tcp.getLocalAddress()));
            }
            for (SocketChannel client : clients) {
                Channels.write(client, Channels.bytes(10));
            }
            for (SocketChannel client : clients) {
                assertThat(Channels.read(client, 10)).isEqualTo(Channels.bytes(10));
            }
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    @Test
    void with_its_only_connection_the_daemon_ends() throws Exception {
        try (ServerSocketChannel own = ServerSocketChannel.open().bind(Channels.anyPort());
                SocketChannel peer = SocketChannel.open(own.getLocalAddress())) {
            Daemon inetd = new Daemon();
            inetd.serve(Channels.listener("connection", Kind.CONNECTION, own.accept()));
            Channels.write(peer, Channels.bytes(100));
            assertThat(Channels.read(peer, 100)).isEqualTo(Channels.bytes(100));
            assertThat(inetd.thread().isAlive()).isTrue();
            peer.shutdownOutput();
            assertThat(Channels.read(peer, 1)).isEmpty();
            inetd.thread().join();
        }
    }
}
