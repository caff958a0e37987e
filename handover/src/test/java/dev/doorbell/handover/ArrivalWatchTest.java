package dev.doorbell.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "looks into /proc")
@Timeout(60)
class ArrivalWatchTest {
    private final List<Integer> opened = new ArrayList<>();

    @AfterEach
    void closeNumbers() throws IOException {
        for (int number : opened) {
            RawSocket.close(number);
        }
    }

    @Test
    void a_connection_is_told_with_its_listener_and_is_still_there_to_accept() throws Exception {
        try (ServerSocketChannel first = listening();
                ServerSocketChannel second = listening();
                ArrivalWatch watch = new ArrivalWatch(List.of(copy(first), copy(second)))) {
            CompletableFuture<OptionalInt> arrived = CompletableFuture.supplyAsync(() -> awaited(watch));
            try (SocketChannel client = SocketChannel.open(second.getLocalAddress())) {
                assertThat(arrived.get()).hasValue(1);
                assertThat(awaited(watch)).hasValue(1);
                try (SocketChannel accepted = second.accept()) {
                    assertThat(accepted.getRemoteAddress()).isEqualTo(client.getLocalAddress());
                }
            }
        }
    }

    @Test
    void a_busy_one_does_not_keep_the_others_waiting() throws Exception {
        try (ServerSocketChannel first = listening();
                ServerSocketChannel second = listening();
                ArrivalWatch watch = new ArrivalWatch(List.of(copy(first), copy(second)));
                SocketChannel busy = SocketChannel.open(first.getLocalAddress());
                SocketChannel other = SocketChannel.open(second.getLocalAddress())) {
            assertThat(busy.isConnected() && other.isConnected()).isTrue();
            assertThat(watch.await()).hasValue(0);
            assertThat(watch.await()).hasValue(1);
            assertThat(watch.await()).hasValue(0);
        }
    }

    @Test
    void a_datagram_is_left_to_be_read() throws Exception {
        try (DatagramChannel receiver = DatagramChannel.open(StandardProtocolFamily.INET);
                DatagramChannel sender = DatagramChannel.open(StandardProtocolFamily.INET)) {
            receiver.bind(new InetSocketAddress("127.0.0.1", 0));
            try (ArrivalWatch watch = new ArrivalWatch(List.of(copy(receiver)))) {
                sender.send(ByteBuffer.wrap(new byte[] {7}), receiver.getLocalAddress());
                assertThat(watch.await()).hasValue(0);
            }
            ByteBuffer read = ByteBuffer.allocate(2);
            receiver.receive(read);
            assertThat(read.get(0)).isEqualTo((byte) 7);
        }
    }

    @Test
    void what_can_always_be_read_has_always_arrived() throws Exception {
        Path file = Files.createTempFile("doorbell", null);
        try (ServerSocketChannel quiet = listening();
                var channel = Files.newByteChannel(file);
                ArrivalWatch watch = new ArrivalWatch(List.of(copy(quiet), dup(DescriptorOwner.numberOf(channel))))) {
            assertThat(watch.await()).hasValue(1);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void a_wakeup_ends_the_wait_and_one_before_it_ends_the_next_alone() throws Exception {
        try (ServerSocketChannel listener = listening();
                ArrivalWatch watch = new ArrivalWatch(List.of(copy(listener)))) {
            CompletableFuture<OptionalInt> arrived = CompletableFuture.supplyAsync(() -> awaited(watch));
            watch.wakeup();
            assertThat(arrived.get()).isEmpty();
            watch.wakeup();
            assertThat(watch.await()).isEmpty();
            try (SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
                assertThat(client.isConnected()).isTrue();
                assertThat(watch.await()).hasValue(0);
            }
        }
    }

    @Test
    void an_interrupt_ends_the_wait_and_stays() throws Exception {
        try (ServerSocketChannel listener = listening();
                ArrivalWatch watch = new ArrivalWatch(List.of(copy(listener)))) {
            Thread.currentThread().interrupt();
            assertThat(watch.await()).isEmpty();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void what_it_watches_stays_in_blocking_mode_and_open() throws Exception {
        try (ServerSocketChannel listener = listening()) {
            int number = copy(listener);
            try (ArrivalWatch watch = new ArrivalWatch(List.of(number))) {
                watch.wakeup();
                assertThat(watch.await()).isEmpty();
                assertThat(RawSocket.isNonBlocking(number)).isFalse();
            }
            assertThat(RawSocket.isNonBlocking(number)).isFalse();
        }
    }

    @Test
    void it_leaves_no_descriptor_open_also_if_one_of_them_is_none() throws Exception {
        try (ServerSocketChannel listener = listening()) {
            int number = copy(listener);
            new ArrivalWatch(List.of(number)).close();
            long before = RawSocket.openDescriptors();
            new ArrivalWatch(List.of(number, number)).close();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> new ArrivalWatch(List.of(number, 987_654)).close());
            assertThat(RawSocket.openDescriptors()).isEqualTo(before);
        }
    }

    private static OptionalInt awaited(ArrivalWatch watch) {
        try {
            return watch.await();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ServerSocketChannel listening() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
    }

    private int copy(Channel channel) throws IOException {
        int number = RawDescriptors.duplicate(channel);
        opened.add(number);
        return number;
    }

    private int dup(int number) throws IOException {
        int copy = SunNioCh.dup(number);
        opened.add(copy);
        return copy;
    }
}
