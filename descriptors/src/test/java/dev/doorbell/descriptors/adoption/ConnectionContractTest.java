package dev.doorbell.descriptors.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that another process has accepted, as a channel. */
@Timeout(30)
class ConnectionContractTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void a_tcp_connection_knows_its_peer_and_takes_every_option(String host) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(address, 0));
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel adopted = accepted(server)) {
            assertThat(adopted.getRemoteAddress()).isEqualTo(client.getLocalAddress());
            assertThat(adopted.getLocalAddress()).isEqualTo(client.getRemoteAddress());
            adopted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            adopted.setOption(StandardSocketOptions.IP_TOS, 16);
            assertEchoes(client, adopted);
        }
    }

    @Test
    void an_ipv4_connection_to_a_dual_stack_socket_is_one_too() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("::", 0));
                SocketChannel client = SocketChannel.open(
                        new InetSocketAddress("127.0.0.1", ((InetSocketAddress) server.getLocalAddress()).getPort()));
                SocketChannel adopted = accepted(server)) {
            assertThat(adopted.getRemoteAddress()).isEqualTo(client.getLocalAddress());
            assertEchoes(client, adopted);
        }
    }

    @Test
    void a_unix_connection_tells_who_its_peer_is() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel client = SocketChannel.open(address);
                SocketChannel adopted = accepted(server)) {
            assertThat(adopted.getLocalAddress()).isEqualTo(address);
            assertThat(adopted.getRemoteAddress()).isEqualTo(UnixDomainSocketAddress.of(""));
            assertThat(peerCredentials(adopted)).isNotNull().isEqualTo(peerCredentials(client));
            assertEchoes(client, adopted);
        }
    }

    @Test
    void a_named_peer_is_told_by_its_path() throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        UnixDomainSocketAddress name = UnixDomainSocketAddress.of(directory.resolve("client"));
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.bind(name).connect(address);
            try (SocketChannel adopted = accepted(server)) {
                assertThat(adopted.getRemoteAddress()).isEqualTo(name);
            }
        }
    }

    @Test
    void a_connection_that_its_client_has_reset_is_one_whose_read_fails_or_ends() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept()) {
            reset(client);
            awaitEnd(accepted);
            assertEnded(RawDescriptors.duplicate(accepted));
        }
    }

    @Test
    void a_connection_that_was_shut_down_in_both_directions_is_one_whose_read_ends() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept()) {
            client.shutdownOutput();
            awaitEnd(accepted);
            accepted.shutdownInput();
            accepted.shutdownOutput();
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertEnded(RawDescriptors.duplicate(accepted));
        }
    }

    private static void reset(SocketChannel client) throws IOException {
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
        client.close();
    }

    private static void awaitEnd(SocketChannel accepted) throws IOException {
        int number = SunNioCh.numberOf(accepted);
        assertThat(SunNioCh.poll(SunNioCh.newFD(number), SunNioCh.POLLIN, 10_000))
                .isNotZero();
    }

    private static void assertEnded(int number) throws IOException {
        assertThat(DescriptorFacts.of(number).kind()).isEqualTo(Kind.CONNECTION);
        assertThat(DescriptorFacts.of(number).isConnection()).isTrue();
        try (SocketChannel adopted = Adopted.as(SocketChannel.class, number)) {
            assertThat(adopted.isConnected()).isTrue();
            assertThat(adopted.toString()).contains("SocketChannel");
            assertThat(adopted.socket().getInetAddress()).isNull();
            assertThat(read(adopted)).isEqualTo(-1);
        }
    }

    /** -1 where it fails, too. */
    private static int read(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(1));
        } catch (IOException reset) {
            return -1;
        }
    }

    /** {@code SO_PEERCRED} of jdk.net, a module that this one does not need. */
    private static Object peerCredentials(SocketChannel channel) throws IOException {
        for (SocketOption<?> option : channel.supportedOptions()) {
            if (option.name().equals("SO_PEERCRED")) {
                return channel.getOption(option);
            }
        }
        throw new AssertionError("no SO_PEERCRED among " + channel.supportedOptions());
    }

    private static SocketChannel accepted(ServerSocketChannel server) throws IOException {
        try (SocketChannel accepted = server.accept()) {
            return Adopted.as(SocketChannel.class, RawDescriptors.duplicate(accepted));
        }
    }

    private static void assertEchoes(SocketChannel client, SocketChannel adopted) throws IOException {
        client.write(ByteBuffer.wrap(new byte[] {7}));
        client.shutdownOutput();
        ByteBuffer read = ByteBuffer.allocate(2);
        assertThat(adopted.read(read)).isEqualTo(1);
        assertThat(adopted.read(read)).isEqualTo(-1);
        adopted.write(read.flip());
        assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(1);
    }
}
