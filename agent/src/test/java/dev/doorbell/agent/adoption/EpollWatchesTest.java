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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

@EnabledOnOs(LINUX)
class EpollWatchesTest {
    private static final long MILLIS = 200;
    private static final long BOUND = 20_000;

    @Test
    void a_selector_hears_of_a_client_once_it_may() throws IOException {
        try (Selector selector = Selector.open();
                ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            selector.selectNow();
            EpollWatches watches = EpollWatches.of(SunNioCh.numberOf(server));
            watches.end();
            try (SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
                assertThat(client.isConnected()).isTrue();
                assertThat(selector.select(MILLIS)).isZero();
                watches.resume();
                assertThat(selector.select(BOUND)).isEqualTo(1);
            }
        }
    }

    @Test
    void what_no_selector_watches_stays_so() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            EpollWatches watches = EpollWatches.of(SunNioCh.numberOf(server));
            watches.end();
            watches.resume();
            assertThat(server.isOpen()).isTrue();
        }
    }
}
