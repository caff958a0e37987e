package dev.doorbell.descriptors.adoption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.PassedSocket;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.kinds.Fifos;
import dev.doorbell.descriptors.kinds.Netlink;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.spi.TimedByteChannel;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waiting for what arrives, without taking it. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads flags in /proc/self/fdinfo")
class ArrivalsTest {
    private static final long LONG_ENOUGH = 20_000;

    @TempDir
    private Path directory;

    private @Nullable InheritedHandle handle;

    @AfterEach
    void close() throws IOException {
        if (handle != null) {
            handle.close();
        }
    }

    @ParameterizedTest
    @EnumSource(PassedSocket.class)
    void what_has_arrived_is_told_and_stays_to_be_taken(PassedSocket socket) throws Exception {
        NetworkChannel channel = (NetworkChannel) adopted(socket.open(directory));
        InheritedHandle listener = handle();
        assertThat(listener.awaitArrival(0)).isFalse();
        assertThat(listener.awaitArrival(1)).isFalse();
        CompletableFuture<Boolean> told = CompletableFuture.supplyAsync(() -> waitedFor(listener, -1));
        try (Channel client = sendTo(channel)) {
            assertThat(told.get(LONG_ENOUGH, TimeUnit.MILLISECONDS)).isTrue();
            assertThat(listener.awaitArrival(0)).isTrue();
            assertThat(listener.awaitArrival(LONG_ENOUGH)).isTrue();
            assertThat(client.isOpen()).isTrue();
            take(channel);
            assertThat(listener.awaitArrival(0)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(PassedSocket.class)
    void waiting_leaves_the_descriptor_in_blocking_mode_and_nothing_open(PassedSocket socket) throws Exception {
        RawSocket.warmUp();
        long before = RawSocket.openDescriptors();
        Channel channel = adopted(socket.open(directory));
        handle().awaitArrival(1);
        assertThat(RawSocket.isNonBlocking(DescriptorOwner.numberOf(channel))).isFalse();
        handle().close();
        assertThat(RawSocket.openDescriptors()).isEqualTo(before);
    }

    @Test
    void a_connection_that_another_process_took_is_not_waited_for() throws Exception {
        ServerSocketChannel channel = (ServerSocketChannel) adopted(RawSocket.tcp("127.0.0.1"));
        try (ServerSocketChannel others = SunNioCh.serverSocketChannel(
                StandardProtocolFamily.INET6, SunNioCh.newFD(RawDescriptors.duplicate(channel)), true)) {
            for (int round = 0; round < 3; round++) {
                assertThat(acceptedAfterArrival(channel)).isTrue();
                // as the other process may: the mode is that of the open file, which both have
                SunNioCh.configureBlocking(SunNioCh.numberOf(others), true);
                try (Channel client = sendTo(channel);
                        SocketChannel taken = others.accept()) {
                    assertThat(client.isOpen() && taken.isOpen()).isTrue();
                    assertThat(handle().acceptArrived(channel)).isNull();
                }
            }
        }
    }

    private boolean acceptedAfterArrival(ServerSocketChannel channel) throws Exception {
        try (Channel client = sendTo(channel)) {
            assertThat(client.isOpen()).isTrue();
            assertThat(handle().awaitArrival(LONG_ENOUGH)).isTrue();
            try (SocketChannel accepted = handle().acceptArrived(channel)) {
                return accepted != null && accepted.isBlocking();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PassedSocket.class)
    void closing_ends_the_wait_and_no_other_begins(PassedSocket socket) throws Throwable {
        adopted(socket.open(directory));
        InheritedHandle listener = handle();
        Waiting waiting = Waiting.in(() -> listener.awaitArrival(-1));
        assertThat(waiting.thrownAfter(listener::close)).isInstanceOf(AsynchronousCloseException.class);
        assertThatThrownBy(() -> listener.awaitArrival(0)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> listener.awaitArrival(-1)).isInstanceOf(ClosedChannelException.class);
        handle = null;
    }

    @Test
    void detaching_ends_the_wait_and_leaves_the_descriptor() throws Throwable {
        adopted(RawSocket.tcp("127.0.0.1"));
        InheritedHandle listener = handle();
        int[] detached = new int[1];
        Waiting waiting = Waiting.in(() -> listener.awaitArrival(-1));
        assertThat(waiting.thrownAfter(() -> detached[0] = listener.detach()))
                .isInstanceOf(AsynchronousCloseException.class);
        assertThat(DescriptorFacts.of(detached[0]).open()).isTrue();
        RawSocket.close(detached[0]);
        handle = null;
    }

    @Test
    void a_mode_that_accepting_set_does_not_go_with_the_descriptor() throws Exception {
        assertThat(acceptedAfterArrival((ServerSocketChannel) adopted(RawSocket.tcp("127.0.0.1"))))
                .isTrue();
        assertThat(isDetachedInNonBlockingMode()).isFalse();
    }

    @Test
    void and_one_that_the_program_set_does() throws Exception {
        ServerSocketChannel channel = (ServerSocketChannel) adopted(RawSocket.tcp("127.0.0.1"));
        channel.configureBlocking(false);
        assertThat(acceptedAfterArrival(channel)).isTrue();
        assertThat(isDetachedInNonBlockingMode()).isTrue();
    }

    private boolean isDetachedInNonBlockingMode() throws IOException {
        int number = handle().detach();
        handle = null;
        try {
            return RawSocket.isNonBlocking(number);
        } finally {
            RawSocket.close(number);
        }
    }

    @Test
    void nothing_is_told_of_a_channel_that_the_program_closed_itself() throws IOException {
        adopted(RawSocket.tcp("::1")).close();
        assertThatThrownBy(() -> handle().awaitArrival(0)).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void an_interrupt_ends_the_wait_and_stays() throws Exception {
        adopted(RawSocket.tcp("127.0.0.1"));
        Thread.currentThread().interrupt();
        assertThat(handle().awaitArrival(-1)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        InheritedHandle listener = handle();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            waitedFor(listener, -1);
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        thread.interrupt();
        assertThat(interrupted.get(LONG_ENOUGH, TimeUnit.MILLISECONDS)).isTrue();
    }

    @Test
    void a_fifo_tells_what_was_written_and_a_file_is_always_ready() throws IOException {
        Path path = directory.resolve("fifo");
        Pipe.SourceChannel made = Fifos.open(path, OptionalInt.empty()).channel();
        int number = RawDescriptors.duplicate(made);
        made.close();
        adopted(number);
        assertThat(handle().awaitArrival(1)).isFalse();
        Files.write(path, "text".getBytes(UTF_8), StandardOpenOption.WRITE);
        assertThat(handle().awaitArrival(LONG_ENOUGH)).isTrue();
        handle().close();
        adopted(TestLibC.INSTANCE.open("/dev/zero\0".getBytes(UTF_8), TestLibC.O_RDWR));
        assertThat(handle().awaitArrival(-1)).isTrue();
    }

    @Test
    void a_message_that_is_held_for_its_reader_has_arrived() throws IOException {
        TimedByteChannel route =
                (TimedByteChannel) adopted(TestLibC.INSTANCE.socket(TestLibC.AF_NETLINK, TestLibC.SOCK_RAW, 0));
        assertThat(handle().awaitArrival(0)).isFalse();
        route.write(Netlink.askForLinks());
        assertThat(handle().awaitArrival(LONG_ENOUGH)).isTrue();
        ByteBuffer enough = ByteBuffer.allocate(64 * 1024);
        do {
            assertThatThrownBy(() -> route.read(ByteBuffer.allocate(1))).hasMessageContaining("kept");
            assertThat(handle().awaitArrival(0)).isTrue();
            route.read(enough.clear());
        } while (handle().awaitArrival(0));
    }

    private Channel adopted(int number) throws IOException {
        DescriptorClaim claim = new DescriptorClaim(new Properties(), "fd", "a descriptor");
        InheritedHandle made = new InheritedHandle(DescriptorFacts.of(number), claim);
        handle = made;
        Channel channel = made.open();
        made.commit();
        return channel;
    }

    private InheritedHandle handle() {
        assertThat(handle).isNotNull();
        return handle;
    }

    private static boolean waitedFor(InheritedHandle listener, long millis) {
        try {
            return listener.awaitArrival(millis);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Channel sendTo(NetworkChannel channel) throws IOException {
        SocketAddress target = channel.getLocalAddress();
        if (channel instanceof ServerSocketChannel) {
            return SocketChannel.open(target);
        }
        DatagramChannel client = DatagramChannel.open();
        client.send(ByteBuffer.wrap(new byte[1]), target);
        return client;
    }

    private static void take(NetworkChannel channel) throws IOException {
        if (channel instanceof ServerSocketChannel server) {
            server.accept().close();
        } else {
            ((DatagramChannel) channel).receive(ByteBuffer.allocate(1));
        }
    }
}
