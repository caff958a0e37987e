package dev.doorbell.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

@EnabledOnOs(LINUX)
class EpollWatchesTest {
    private static final long MILLIS = 200;
    private static final long BOUND = 20_000;

    @Test
    void a_selector_reports_a_client_once_it_may() throws IOException {
        try (Selector selector = Selector.open();
                ServerSocketChannel server = registered(selector)) {
            EpollWatches watches = watchesOf(server).active();
            watches.pause();
            try (SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
                assertThat(client.isConnected()).isTrue();
                assertThat(selector.select(MILLIS)).isZero();
                watches.resume(Set.of());
                assertThat(selector.select(MILLIS)).as("not its number").isZero();
                watches.resume(Set.of(SunNioCh.numberOf(server)));
                assertThat(selector.select(BOUND)).isEqualTo(1);
            }
        }
    }

    /** Netty 4.1 removes the entry itself, and fails where there is none. */
    @Test
    void a_paused_entry_is_still_there() throws IOException {
        try (Selector selector = Selector.open();
                ServerSocketChannel server = registered(selector)) {
            watchesOf(server).pause();
            assertThat(watchesOf(server).isEmpty()).isFalse();
            assertThat(watchesOf(server).active().isEmpty()).isTrue();
        }
    }

    @Test
    void a_socket_that_no_selector_watches_has_none() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            assertThat(watchesOf(server).isEmpty()).isTrue();
        }
    }

    private static ServerSocketChannel registered(Selector selector) throws IOException {
        ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        selector.selectNow();
        return server;
    }

    private static EpollWatches watchesOf(ServerSocketChannel server) throws IOException {
        return EpollWatches.of(Set.of(SunNioCh.numberOf(server)));
    }
}
