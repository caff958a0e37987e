package dev.doorbell.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.ChannelHandle;
import dev.doorbell.Listener;
import dev.doorbell.TestListeners;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lifecycle of a process that was started for one connection, as by {@code Accept=yes}. */
@Timeout(30)
class OneListenerTest {
    private ServerSocketChannel manager;
    private SocketChannel client;
    private Listener connection;

    @BeforeEach
    void connect() throws IOException {
        manager = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        client = SocketChannel.open(manager.getLocalAddress());
        connection = passed(Kind.CONNECTION, manager.accept());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        manager.close();
    }

    @Test
    void it_ends_when_the_client_has_left() throws Exception {
        try (Lifecycle life = life(connection).start()) {
            CompletableFuture<Void> served = new CompletableFuture<>();
            life.acceptAll(connection, accepted -> served.completeAsync(() -> drain(accepted)));
            assertThat(life.isEnding()).as("while the client is there").isFalse();
            client.close();
            assertThat(life.awaitEnd()).isEqualTo(End.IDLE);
            served.join();
        }
    }

    @Test
    void it_does_not_end_before_the_work_that_is_left() throws Exception {
        try (Lifecycle life = life(connection).start()) {
            Work saving = life.begin();
            life.accept(connection).orElseThrow().close();
            Thread.sleep(200);
            assertThat(life.isEnding()).isFalse();
            saving.close();
            assertThat(life.awaitEnd()).isEqualTo(End.IDLE);
        }
    }

    @Test
    void a_connection_beside_the_listeners_does_not_end_them() throws Exception {
        Listener other = passed(Kind.SPECIAL, new Backlog().copy());
        try (Lifecycle life = life(other).start()) {
            life.accept(connection).orElseThrow().close();
            Thread.sleep(200);
            assertThat(life.isEnding()).isFalse();
        }
    }

    @Test
    void a_passed_listener_has_an_uptime_that_every_manager_tolerates() {
        assertThat(Served.of(passed(Kind.TCP, manager)).minimumUptime()).isEqualTo(Duration.ofSeconds(10));
    }

    private static Lifecycle.Builder life(Listener listener) {
        return Lifecycle.of(listener).serviceManager(new ServiceManager() {});
    }

    private static Void drain(Accepted client) {
        try (client) {
            while (client.channel().read(ByteBuffer.allocate(1)) >= 0) {
                // until it has left
            }
        } catch (IOException reset) {
            // it has left
        }
        return null;
    }

    private static Listener passed(Kind kind, Channel channel) {
        return new TestListeners()
                .passed("one", kind, new ChannelHandle(channel))
                .listeners()
                .all()
                .get(0);
    }
}
