package dev.doorbell.descriptors.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.adoption.Adopted;
import dev.doorbell.descriptors.adoption.Waiting;
import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.posix.TestLibC;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An inherited UNIX datagram socket as a channel. */
@Timeout(30)
@EnabledOnOs(value = OS.LINUX, disabledReason = "has abstract names")
class UnixDatagramContractTest {
    @TempDir
    private Path directory;

    private DatagramChannel channel;

    @BeforeEach
    void adopt() throws IOException {
        channel = Adopted.as(
                DatagramChannel.class, bound(directory.resolve("server").toString()));
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "cli\u00e9nt", "\0doorbell-client", "\0with\0nuls"})
    void an_answer_reaches_whoever_asked_by_path_or_abstract_name(String name) throws IOException {
        String bound = name.startsWith("\0")
                ? name + System.nanoTime()
                : directory.resolve(name).toString();
        try (DatagramChannel client = Adopted.as(DatagramChannel.class, bound(bound))) {
            client.send(bytes("ping"), UnixDomainSocketAddress.of(directory.resolve("server")));
            ByteBuffer buffer = ByteBuffer.allocate(100);
            UnixSocketAddress sender = (UnixSocketAddress) channel.receive(buffer);
            assertThat(sender.path()).isEqualTo(bound);
            assertThat(text(buffer)).isEqualTo("ping");
            assertThat(channel.send(bytes("pong"), sender)).isEqualTo(4);
            ByteBuffer direct = ByteBuffer.allocateDirect(100).position(1);
            assertThat(client.receive(direct)).isNotNull();
            assertThat(text(direct)).isEqualTo("\0pong");
        }
    }

    @Test
    void a_sender_without_a_name_has_an_empty_path() throws IOException {
        int nameless = TestLibC.INSTANCE.socket(TestLibC.AF_UNIX, TestLibC.SOCK_DGRAM, 0);
        try (DatagramChannel client = Adopted.as(DatagramChannel.class, nameless)) {
            client.send(
                    bytes("x"),
                    new UnixSocketAddress(directory.resolve("server").toString()));
        }
        assertThat(((UnixSocketAddress) channel.receive(ByteBuffer.allocate(1))).path())
                .isEmpty();
    }

    @Test
    void its_own_address_is_told() throws IOException {
        assertThat(((UnixSocketAddress) channel.getLocalAddress()).path())
                .isEqualTo(directory.resolve("server").toString());
    }

    @Test
    void a_receive_waits_no_longer_than_its_timeout() throws IOException {
        channel.setOption(UnixSocketOptions.SO_RCVTIMEO, 1);
        assertThat(channel.getOption(UnixSocketOptions.SO_RCVTIMEO)).isEqualTo(1);
        assertThatThrownBy(() -> channel.receive(ByteBuffer.allocate(1))).isInstanceOf(SocketTimeoutException.class);
        assertThat(channel.isOpen()).isTrue();
        assertThat(RawSocket.isNonBlocking(((DescriptorOwner) channel).number()))
                .as("the process that shares the socket")
                .isFalse();
    }

    @Test
    void a_sender_is_the_same_each_time_and_unlike_any_other() throws IOException {
        Set<SocketAddress> senders = new HashSet<>();
        for (byte last : new byte[] {(byte) 0xff, (byte) 0xfe}) {
            byte[] name = {0, 'd', 'b', (byte) System.nanoTime(), last};
            try (DatagramChannel client =
                    Adopted.as(DatagramChannel.class, UnixAddress.bound(TestLibC.SOCK_DGRAM, name))) {
                for (int i = 0; i < 3; i++) {
                    client.send(bytes("x"), UnixDomainSocketAddress.of(directory.resolve("server")));
                    senders.add(channel.receive(ByteBuffer.allocate(1)));
                }
            }
        }
        assertThat(senders).hasSize(2);
    }

    @Test
    void in_non_blocking_mode_nothing_to_receive_is_null_and_no_failure() throws IOException {
        channel.configureBlocking(false);
        assertThat(channel.receive(ByteBuffer.allocate(1))).isNull();
    }

    @Test
    void closing_it_ends_a_receive_that_waits() throws Throwable {
        Waiting receive = Waiting.in(() -> channel.receive(ByteBuffer.allocate(1)));
        assertThat(receive.thrownAfter(channel::close)).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    void an_interrupt_ends_a_receive_that_waits_and_closes_it() throws Throwable {
        Waiting receive = Waiting.in(() -> channel.receive(ByteBuffer.allocate(1)));
        assertThat(receive.thrownAfter(receive::interrupt)).isInstanceOf(ClosedByInterruptException.class);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void a_send_to_a_full_queue_ends_with_its_timeout_and_another_receiver_is_served() throws IOException {
        UnixSocketAddress full =
                new UnixSocketAddress(directory.resolve("server").toString());
        int nameless = TestLibC.INSTANCE.socket(TestLibC.AF_UNIX, TestLibC.SOCK_DGRAM, 0);
        try (DatagramChannel sender = Adopted.as(DatagramChannel.class, nameless);
                DatagramChannel other = Adopted.as(
                        DatagramChannel.class, bound(directory.resolve("other").toString()))) {
            sender.setOption(UnixSocketOptions.SO_SNDTIMEO, 5);
            assertThatThrownBy(() -> {
                        while (true) {
                            sender.send(bytes("x"), full);
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("no room within 5 ms");
            sender.configureBlocking(false);
            assertThat(sender.send(bytes("x"), full)).isZero();
            assertThat(sender.send(bytes("y"), UnixDomainSocketAddress.of(directory.resolve("other"))))
                    .isEqualTo(1);
            assertThat(other.receive(ByteBuffer.allocate(1))).isNotNull();
        }
    }

    @Test
    void the_selectors_of_its_own_provider_wait_for_it() throws IOException {
        channel.configureBlocking(false);
        try (Selector selector = channel.provider().openSelector();
                DatagramChannel client = Adopted.as(
                        DatagramChannel.class, bound(directory.resolve("client").toString()))) {
            channel.register(selector, SelectionKey.OP_READ);
            assertThat(selector.selectNow()).isZero();
            client.send(bytes("x"), UnixDomainSocketAddress.of(directory.resolve("server")));
            assertThat(selector.select(20_000)).isEqualTo(1);
            assertThat(channel.receive(ByteBuffer.allocate(1))).isNotNull();
        }
    }

    @Test
    void buffer_sizes_are_those_of_the_socket() throws IOException {
        channel.setOption(UnixSocketOptions.SO_RCVBUF, 20_000);
        assertThat(channel.getOption(UnixSocketOptions.SO_RCVBUF)).isEqualTo(40_000);
        assertThatThrownBy(() -> channel.setOption(UnixSocketOptions.SO_RCVBUF, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> channel.getOption(UnixSocketOptions.SO_PEERCRED))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static int bound(String name) {
        byte[] bytes = (name.startsWith("\0") ? name : name + "\0").getBytes(UTF_8);
        return UnixAddress.bound(TestLibC.SOCK_DGRAM, bytes);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static String text(ByteBuffer buffer) {
        return UTF_8.decode(buffer.flip()).toString();
    }
}
