package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A loop that accepts, and what goes wrong with it. */
@Timeout(30)
class AcceptLoopTest {
    private final List<SocketChannel> clients = new ArrayList<>();
    private ServerSocketChannel channel;
    private Failing handle;
    private Listener listener;

    @BeforeEach
    void bind() throws IOException {
        channel = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        handle = new Failing(channel);
        listener = TestListeners.listener("web", Kind.TCP, null, Origin.inherited("fake", 3), handle);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
        for (SocketChannel client : clients) {
            client.close();
        }
    }

    @Test
    void it_ends_when_the_listener_is_closed() throws Exception {
        connect();
        connect();
        List<SocketChannel> served = new ArrayList<>();
        listener.acceptAll(client -> {
            served.add(client);
            client.close();
            if (served.size() == 2) {
                listener.close();
            }
        });
        assertThat(served).hasSize(2);
    }

    @Test
    void it_ends_when_the_channel_is_closed_while_it_waits() throws Exception {
        Thread loop = new Thread(() -> listener.acceptAll(SocketChannel::close));
        loop.start();
        channel.close();
        loop.join();
    }

    @Test
    void failures_to_accept_are_waited_out_and_told_once() throws Exception {
        handle.failures = 6;
        connect();
        long start = System.nanoTime();
        List<String> warnings;
        try (Warnings log = Warnings.record()) {
            listener.acceptAll(client -> {
                client.close();
                listener.close();
            });
            warnings = log.messages();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(5 + 10 + 20 + 40 + 80 + 160));
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0))
                .contains("\"web\" (TCP, fd 3): Too many open files. Trying again. If ", "LimitNOFILE=");
    }

    @Test
    void a_failure_that_says_its_fix_is_told_without_another() throws Exception {
        handle.failures = 1;
        handle.failure = "cannot copy fd 3: Too many open files. Raise the limit, or keep fewer files open.";
        connect();
        try (Warnings log = Warnings.record()) {
            listener.acceptAll(client -> {
                client.close();
                listener.close();
            });
            assertThat(log.messages())
                    .containsExactly(
                            "cannot accept a connection on \"web\" (TCP, fd 3): " + handle.failure + " Trying again.");
        }
    }

    @Test
    void a_handler_that_fails_costs_its_connection_only() throws Exception {
        connect();
        connect();
        List<SocketChannel> served = new ArrayList<>();
        listener.acceptAll(client -> {
            served.add(client);
            if (served.size() == 2) {
                listener.close();
                throw new IOException("reset");
            }
            throw new IllegalStateException("the pool is full");
        });
        assertThat(served).hasSize(2).noneMatch(Channel::isOpen);
    }

    @Test
    void clients_that_make_the_handler_fail_do_not_write_the_log() throws Exception {
        List<String> warnings = afterFailures(List.of(true, true, true, false, true, true));
        assertThat(warnings).hasSize(2).allSatisfy(line -> assertThat(line).contains("serving it failed"));
    }

    /** {@return what is logged where the handler fails for these connections} */
    private List<String> afterFailures(List<Boolean> failing) throws IOException {
        for (int i = 0; i < failing.size(); i++) {
            connect();
        }
        Iterator<Boolean> next = failing.iterator();
        try (Warnings log = Warnings.record()) {
            listener.acceptAll(client -> {
                boolean fails = next.next();
                if (!next.hasNext()) {
                    listener.close();
                }
                if (fails) {
                    throw new IOException("malformed");
                }
                client.close();
            });
            return log.messages();
        }
    }

    @Test
    void an_interrupt_ends_it() throws Exception {
        handle.failures = Integer.MAX_VALUE;
        Thread.currentThread().interrupt();
        listener.acceptAll(SocketChannel::close);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void a_view_that_does_not_block_has_no_loop() throws Exception {
        channel.configureBlocking(false);
        assertThatThrownBy(() -> listener.acceptAll(SocketChannel::close))
                .isInstanceOf(IllegalBlockingModeException.class);
    }

    @Test
    void a_view_that_no_longer_blocks_is_not_taken_for_closed() throws Exception {
        connect();
        assertThatThrownBy(() -> listener.acceptAll(client -> {
                    client.close();
                    channel.configureBlocking(false);
                }))
                .isInstanceOf(IllegalBlockingModeException.class);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void pauses_grow_to_a_second_and_begin_anew_after_a_success() {
        Backoff backoff = new Backoff();
        assertThat(backoff.nextMillis()).isEqualTo(5);
        Thread.currentThread().interrupt();
        for (long expected : new long[] {5, 10, 20, 40, 80, 160, 320, 640, 1000, 1000}) {
            assertThat(backoff.nextMillis()).isEqualTo(expected);
            assertThat(backoff.failed()).isFalse();
        }
        backoff.succeeded();
        assertThat(backoff.isFirst()).isTrue();
        assertThat(backoff.nextMillis()).isEqualTo(5);
        assertThat(Thread.interrupted()).isTrue();
    }

    private void connect() throws IOException {
        clients.add(SocketChannel.open(channel.getLocalAddress()));
    }

    /** Fails to accept for some times. */
    private static final class Failing extends ChannelHandle {
        private int failures;
        private String failure = "Too many open files";

        Failing(ServerSocketChannel channel) {
            super(channel);
        }

        @Override
        public SocketChannel accept(ServerSocketChannel listening) throws IOException {
            if (failures > 0) {
                failures--;
                throw new IOException(failure);
            }
            return listening.accept();
        }
    }
}
