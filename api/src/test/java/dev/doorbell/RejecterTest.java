package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.doorbell.spec.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Real clients against real listeners that no component serves. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class RejecterTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int WAIT_MILLIS = 10_000;

    @TempDir
    Path directory;

    private final List<Closeable> opened = new ArrayList<>();

    @AfterEach
    void closeEverything() throws IOException {
        Closing.all(opened);
    }

    @Test
    void each_tcp_client_is_accepted_and_closed() throws IOException {
        ServerSocketChannel server = tcp();
        opened.add(Rejecter.start(List.of(listener(Kind.TCP, server))));
        for (int i = 0; i < 3; i++) {
            assertTurnedAway(server.getLocalAddress());
        }
    }

    @Test
    void several_tcp_clients_at_once_are_accepted_and_closed() throws IOException {
        ServerSocketChannel server = tcp();
        List<SocketChannel> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(keep(SocketChannel.open(server.getLocalAddress())));
        }
        opened.add(Rejecter.start(List.of(listener(Kind.TCP, server))));
        for (SocketChannel client : clients) {
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void each_unix_client_is_accepted_and_closed() throws IOException {
        ServerSocketChannel server = keep(ServerSocketChannel.open(StandardProtocolFamily.UNIX));
        server.bind(UnixDomainSocketAddress.of(directory.resolve("s")));
        opened.add(Rejecter.start(List.of(listener(Kind.UNIX_STREAM, server))));
        for (int i = 0; i < 3; i++) {
            assertTurnedAway(server.getLocalAddress());
        }
    }

    @Test
    void datagrams_are_drained() throws IOException {
        ServerSocketChannel server = tcp();
        DatagramChannel datagrams = udp();
        FakeHandle keepsItOpen = new FakeHandle(datagrams).failing("close", new IOException("kept open"));
        Listener listener = TestListeners.listener("udp", Kind.UDP, null, Origin.inherited("manager", 4), keepsItOpen);
        Closeable rejecter = Rejecter.start(List.of(listener(Kind.TCP, server), listener));
        sendThree(datagrams.getLocalAddress());
        // one thread serves both, and takes one of each in a round: three rounds are over when it comes to a fourth
        // client
        for (int client = 0; client < 4; client++) {
            assertTurnedAway(server.getLocalAddress());
        }
        assertThat(datagrams.receive(ByteBuffer.allocate(1))).isNull();
        assertThatIOException().isThrownBy(rejecter::close).withMessage("kept open");
    }

    @Test
    void closing_stops_the_thread_and_closes_the_channels() throws Exception {
        ServerSocketChannel server = tcp();
        DatagramChannel datagrams = udp();
        Closeable rejecter = Rejecter.start(List.of(listener(Kind.TCP, server), listener(Kind.UDP, datagrams)));
        assertTurnedAway(server.getLocalAddress());
        Thread thread = thread();
        assertThat(thread.isDaemon()).isTrue();
        rejecter.close();
        rejecter.close();
        assertThat(server.isOpen()).isFalse();
        assertThat(datagrams.isOpen()).isFalse();
        thread.join(WAIT_MILLIS);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void it_stops_with_the_listeners_of_the_call() throws Exception {
        ServerSocketChannel server = tcp();
        FakeProvider manager = FakeProvider.manager().passes("nobody", new FakeHandle(server));
        Listeners listeners =
                OpenCall.with(manager).whenUnclaimed(WhenUnclaimed.REJECT).open();
        assertTurnedAway(server.getLocalAddress());
        Thread thread = thread();
        listeners.close();
        assertThat(server.isOpen()).isFalse();
        thread.join(WAIT_MILLIS);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void a_listener_that_cannot_be_opened_does_not_spare_the_others() throws IOException {
        ServerSocketChannel server = tcp();
        FakeHandle broken = new FakeHandle().failing("open", new IOException("EBADF"));
        Listener first = TestListeners.listener("broken", Kind.TCP, null, Origin.inherited("manager", 3), broken);
        try (Warnings warnings = Warnings.record()) {
            opened.add(Rejecter.start(List.of(first, listener(Kind.TCP, server))));
            assertThat(warnings.messages())
                    .containsExactly(
                            "cannot reject clients of \"broken\" (TCP, fd 3), which stays open: java.io.IOException: EBADF");
        }
        assertTurnedAway(server.getLocalAddress());
    }

    @Test
    void a_listener_that_fails_later_does_not_spare_the_others() throws IOException {
        ServerSocketChannel unbound = keep(ServerSocketChannel.open());
        ServerSocketChannel server = tcp();
        try (Warnings warnings = Warnings.record()) {
            opened.add(Rejecter.start(List.of(listener(Kind.TCP, unbound), listener(Kind.TCP, server))));
            assertTurnedAway(server.getLocalAddress());
            assertTurnedAway(server.getLocalAddress());
            assertThat(warnings.messages()).allMatch(message -> message.contains("cannot reject further clients of "));
        }
    }

    @Test
    void an_interrupt_from_elsewhere_changes_nothing() throws IOException {
        ServerSocketChannel server = tcp();
        opened.add(Rejecter.start(List.of(listener(Kind.TCP, server))));
        Thread thread = thread();
        thread.interrupt();
        assertTurnedAway(server.getLocalAddress());
        assertTurnedAway(server.getLocalAddress());
        assertThat(thread.isInterrupted())
                .as("or its select returns at once each time")
                .isFalse();
        assertThat(server.isOpen()).isTrue();
    }

    @Test
    void a_connection_that_was_passed_is_closed() throws IOException {
        ServerSocketChannel server = tcp();
        SocketChannel client = keep(SocketChannel.open(server.getLocalAddress()));
        SocketChannel passed = keep(server.accept());
        opened.add(Rejecter.start(List.of(listener(Kind.CONNECTION, passed))));
        assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(passed.isOpen()).isFalse();
    }

    private void assertTurnedAway(SocketAddress address) throws IOException {
        try (SocketChannel client = SocketChannel.open(address)) {
            assertThat(client.isConnected()).isTrue();
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    private void sendThree(SocketAddress target) throws IOException {
        try (DatagramChannel sender = DatagramChannel.open(StandardProtocolFamily.INET)) {
            for (int i = 0; i < 3; i++) {
                sender.send(ByteBuffer.allocate(100), target);
            }
        }
    }

    private static Thread thread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("doorbell-reject"))
                .findAny()
                .orElseThrow();
    }

    private ServerSocketChannel tcp() throws IOException {
        return keep(ServerSocketChannel.open()).bind(new InetSocketAddress(LOOPBACK, 0));
    }

    private DatagramChannel udp() throws IOException {
        return keep(DatagramChannel.open(StandardProtocolFamily.INET)).bind(new InetSocketAddress(LOOPBACK, 0));
    }

    private <T extends Channel> T keep(T channel) {
        opened.add(channel);
        return channel;
    }

    private static Listener listener(Kind kind, Channel channel) {
        return TestListeners.listener("nobody", kind, null, Origin.inherited("manager", 3), new FakeHandle(channel));
    }
}
