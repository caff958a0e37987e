package dev.doorbell.descriptors.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.CloseOnExec;
import dev.doorbell.descriptors.unix.UnixSockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A listening descriptor as a channel. Run once for each way into the JDK; see this module's pom. */
@Timeout(30)
class StreamAdoptionContractTest {
    private static final DescriptorClaim FREE = new DescriptorClaim(new Properties(), "fd", "a descriptor");

    @TempDir
    private Path directory;

    @Test
    void an_adopted_tcp_socket_accepts_and_echoes() throws Exception {
        try (ServerSocketChannel server = adopt(RawSocket.tcp("127.0.0.1"))) {
            assertEchoes(server, server.getLocalAddress());
        }
    }

    @Test
    void an_adopted_ipv6_socket_accepts_and_echoes() throws Exception {
        try (ServerSocketChannel server = adopt(RawSocket.tcp("::1"))) {
            assertEchoes(server, server.getLocalAddress());
        }
    }

    @Test
    void an_adopted_dual_stack_socket_accepts_ipv4_clients() throws Exception {
        try (ServerSocketChannel server = adopt(RawSocket.tcp("::"))) {
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            assertEchoes(server, new InetSocketAddress("127.0.0.1", port));
        }
    }

    @Test
    void an_adopted_unix_socket_accepts_and_echoes() throws Exception {
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = adopt(RawSocket.unix(path))) {
            assertThat(server.getLocalAddress()).isEqualTo(UnixDomainSocketAddress.of(path));
            assertEchoes(server, server.getLocalAddress());
        }
    }

    @Test
    void an_abstract_name_that_was_bound_here_is_reached_by_that_very_name() throws Exception {
        String name = "doorbell-test-" + System.nanoTime();
        try (ServerSocketChannel server = UnixSockets.bindAbstract(CNumber.SOCK_STREAM, name, 8)) {
            DescriptorFacts facts = DescriptorFacts.of(SunNioCh.numberOf(server));
            assertThat(facts.address()).hasToString("Optional[@" + name + "]");
        }
    }

    @Test
    void an_adopted_channel_works_with_a_selector_of_the_jdk() throws Exception {
        try (ServerSocketChannel server = adopt(RawSocket.tcp("127.0.0.1"));
                Selector selector = Selector.open()) {
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            assertThat(selector.selectNow()).isZero();
            try (SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
                assertThat(selector.select()).isEqualTo(1);
                try (SocketChannel accepted = server.accept()) {
                    assertThat(accepted.getRemoteAddress()).isEqualTo(client.getLocalAddress());
                }
            }
        }
    }

    @Test
    void an_adopted_tcp_channel_has_a_server_socket_view() throws Exception {
        try (ServerSocketChannel server = adopt(RawSocket.tcp("127.0.0.1"))) {
            server.socket().setSoTimeout(10_000);
            try (Socket client = new Socket("127.0.0.1", server.socket().getLocalPort());
                    Socket accepted = server.socket().accept()) {
                assertThat(accepted.getPort()).isEqualTo(client.getLocalPort());
            }
        }
    }

    @Test
    void what_an_adopted_ipv4_channel_accepts_takes_the_socket_options_of_ipv4() throws Exception {
        try (ServerSocketChannel server = adopt(RawSocket.tcp("127.0.0.1"));
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept()) {
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            accepted.setOption(StandardSocketOptions.IP_TOS, 0x10);
            assertThat(accepted.getOption(StandardSocketOptions.IP_TOS)).isEqualTo(0x10);
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void an_interrupt_ends_accept_and_closes_the_channel() throws Exception {
        ServerSocketChannel server = adopt(RawSocket.tcp("127.0.0.1"));
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread acceptor = new Thread(() -> ended.complete(catchThrowable(server)));
        acceptor.start();
        acceptor.interrupt();
        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(ClosedByInterruptException.class);
        assertThat(server.isOpen()).isFalse();
    }

    @Test
    void a_virtual_thread_accepts_where_the_jdk_has_them() throws Exception {
        try (ServerSocketChannel server = adopt(RawSocket.tcp("127.0.0.1"))) {
            CompletableFuture<SocketAddress> accepted = new CompletableFuture<>();
            VirtualThreads.startIfThereAre(() -> {
                try (SocketChannel connection = server.accept()) {
                    accepted.complete(connection.getRemoteAddress());
                } catch (IOException e) {
                    accepted.completeExceptionally(e);
                }
            });
            try (SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
                assertThat(accepted.get(10, TimeUnit.SECONDS)).isEqualTo(client.getLocalAddress());
            }
        }
    }

    @Test
    void it_is_closed_on_exec_where_native_code_is_loaded_anyway() throws Exception {
        boolean loaded = CloseOnExec.jnaIsLoaded();
        try (ServerSocketChannel server = adopt(RawSocket.tcp("127.0.0.1"))) {
            assertThat(RawSocket.isCloseOnExec(SunNioCh.numberOf(server))).isEqualTo(loaded);
        }
    }

    @Test
    void a_released_descriptor_is_left_open_and_as_it_was() throws Exception {
        int number = RawSocket.nonBlockingTcp();
        InheritedHandle handle = new InheritedHandle(DescriptorFacts.of(number), FREE);
        handle.open();
        handle.release();
        assertThat(RawSocket.isNonBlocking(number)).isTrue();
        try (ServerSocketChannel server = adopt(number)) {
            assertEchoes(server, server.getLocalAddress());
        }
    }

    @Test
    void a_detached_descriptor_stays_open_when_the_channel_is_closed() throws Exception {
        InheritedHandle handle = new InheritedHandle(DescriptorFacts.of(RawSocket.tcp("127.0.0.1")), FREE);
        ServerSocketChannel channel = (ServerSocketChannel) handle.open();
        handle.commit();
        int detached = handle.detach();
        assertThat(channel.isOpen()).isFalse();
        try (ServerSocketChannel server = adopt(detached)) {
            assertEchoes(server, server.getLocalAddress());
        }
    }

    @Test
    void closing_our_copy_leaves_the_service_managers_copy_listening() throws Exception {
        try (ServerSocketChannel managers = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
            adopt(RawSocket.copy(managers)).close();
            try (SocketChannel client = SocketChannel.open(managers.getLocalAddress());
                    SocketChannel accepted = managers.accept()) {
                assertThat(accepted.getRemoteAddress()).isEqualTo(client.getLocalAddress());
            }
        }
    }

    @Test
    void a_thousand_rounds_leave_no_descriptor_behind() throws Exception {
        adopt(RawSocket.tcp("127.0.0.1")).close();
        long before = RawSocket.openDescriptors();
        for (int round = 0; round < 1000; round++) {
            adopt(RawSocket.tcp("127.0.0.1")).close();
        }
        assertThat(RawSocket.openDescriptors()).isEqualTo(before);
    }

    @Test
    void a_closed_number_is_a_fact_and_no_crash() throws Exception {
        DescriptorFacts facts = DescriptorFacts.of(4_000);
        assertThat(facts.open()).isFalse();
        assertThatThrownBy(() -> new InheritedHandle(facts, FREE).open())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("fd 4000 is not open");
    }

    private static ServerSocketChannel adopt(int number) throws IOException {
        InheritedHandle handle = new InheritedHandle(DescriptorFacts.of(number), FREE);
        ServerSocketChannel channel = (ServerSocketChannel) handle.open();
        handle.commit();
        return channel;
    }

    private static Throwable catchThrowable(ServerSocketChannel server) {
        try {
            server.accept();
            return new AssertionError("accepted where no client connects");
        } catch (IOException e) {
            return e;
        }
    }

    private static void assertEchoes(ServerSocketChannel server, SocketAddress address) throws IOException {
        try (SocketChannel client = open(address);
                SocketChannel accepted = server.accept()) {
            client.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            ByteBuffer received = ByteBuffer.allocate(3);
            while (received.hasRemaining() && accepted.read(received) >= 0) {
                // until all of it is here
            }
            accepted.write(received.flip());
            ByteBuffer echoed = ByteBuffer.allocate(3);
            while (echoed.hasRemaining() && client.read(echoed) >= 0) {
                // until all of it is back
            }
            assertThat(echoed.array()).containsExactly(1, 2, 3);
        }
    }

    private static SocketChannel open(SocketAddress address) throws IOException {
        SocketChannel client = address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        client.connect(address);
        return client;
    }
}
