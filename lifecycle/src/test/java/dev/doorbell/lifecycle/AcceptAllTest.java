package dev.doorbell.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.ChannelHandle;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.TestListeners;
import dev.doorbell.Warnings;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ServiceManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The accept loop of a lifecycle with a listener that fails to accept, and with handlers that fail. */
@Timeout(30)
class AcceptAllTest {
    private final List<SocketChannel> clients = new ArrayList<>();
    private ServerSocketChannel channel;
    private int shortages;
    private Listeners listeners;
    private Lifecycle life;

    @BeforeEach
    void start() throws IOException {
        channel = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listeners = new TestListeners()
                .bound("web", Kind.TCP, new Open())
                .bound("dns", Kind.UDP, new Open())
                .listeners();
        life = Lifecycle.of(listeners).serviceManager(new ServiceManager() {}).start();
    }

    @AfterEach
    void close() throws IOException {
        life.close();
        for (SocketChannel client : clients) {
            client.close();
        }
    }

    @Test
    void a_listener_of_another_kind_is_the_callers_mistake() {
        assertThatThrownBy(() -> life.acceptAll(listeners.get("dns"), Accepted::close))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Use datagramChannel()");
    }

    @Test
    void so_is_one_that_was_detached() throws Exception {
        Listener web = listeners.get("web");
        assertThat(web.detachFd()).isEqualTo(Open.DETACHED);
        assertThatThrownBy(() -> life.acceptAll(web, Accepted::close))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was detached");
    }

    @Test
    void and_one_that_does_not_block() throws Exception {
        channel.configureBlocking(false);
        assertThatThrownBy(() -> life.acceptAll(listeners.get("web"), Accepted::close))
                .isInstanceOf(IllegalBlockingModeException.class);
    }

    @Test
    void at_the_end_there_is_nothing_to_accept_and_no_mistake() throws Exception {
        life.stop();
        assertThat(life.awaitEnd()).isEqualTo(End.STOPPED);
        List<Accepted> served = new ArrayList<>();
        life.acceptAll(listeners.get("web"), served::add);
        assertThat(served).isEmpty();
    }

    @Test
    void a_listener_that_is_closed_meanwhile_ends_the_loop() throws Exception {
        connect();
        List<Accepted> served = new ArrayList<>();
        life.acceptAll(listeners.get("web"), client -> {
            served.add(client);
            client.close();
            listeners.get("web").close();
        });
        assertThat(served).hasSize(1);
    }

    @Test
    void clients_that_make_the_handler_fail_do_not_write_the_log() throws Exception {
        connect();
        connect();
        connect();
        List<Accepted> served = new ArrayList<>();
        List<String> warnings;
        try (Warnings log = Warnings.record()) {
            life.acceptAll(listeners.get("web"), client -> {
                served.add(client);
                if (served.size() == 3) {
                    listeners.get("web").close();
                }
                throw new IOException("malformed");
            });
            warnings = log.messages();
        }
        assertThat(served).hasSize(3).noneMatch(client -> client.channel().isOpen());
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0)).contains("\"web\" (TCP) was closed, as serving it failed", "malformed");
    }

    @Test
    void the_hint_for_a_shortage_of_descriptors_is_there() throws Exception {
        shortages = 2;
        connect();
        List<String> warnings;
        try (Warnings log = Warnings.record()) {
            life.acceptAll(listeners.get("web"), client -> {
                client.close();
                listeners.get("web").close();
            });
            warnings = log.messages();
        }
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0)).contains("Too many open files", "LimitNOFILE=");
    }

    private void connect() throws IOException {
        clients.add(SocketChannel.open(channel.getLocalAddress()));
    }

    /** A listener whose first accepts fail. */
    private final class Open extends ChannelHandle {
        private static final int DETACHED = 77;

        Open() {
            super(channel);
        }

        @Override
        public SocketChannel accept(ServerSocketChannel listening) throws IOException {
            if (shortages > 0) {
                shortages--;
                throw new IOException("Too many open files");
            }
            return listening.accept();
        }

        @Override
        public int detach() {
            return DETACHED;
        }
    }
}
