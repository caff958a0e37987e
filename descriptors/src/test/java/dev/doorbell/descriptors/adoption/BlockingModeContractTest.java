package dev.doorbell.descriptors.adoption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.jdk.PassedSocket;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.kinds.MessageQueues;
import dev.doorbell.descriptors.posix.MessageQueueLibrary;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.descriptors.unix.UnixAddress;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** O_NONBLOCK belongs to the open file, which other processes have as well: a listener leaves it as it was passed. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads flags in /proc/self/fdinfo")
class BlockingModeContractTest {
    private static final int SOON = 1;
    private static final int OBSERVED_MILLIS = 200;

    @TempDir
    private Path directory;

    /** The copy that another process has. */
    private int others;

    private @Nullable InheritedHandle handle;

    /** The listeners that processes share. */
    enum Shared {
        TCP4,
        TCP6,
        UDP4,
        UDP6,
        UNIX,
        SEQPACKET,
        UNIX_DATAGRAM,
        FIFO,
        NETLINK,
        MESSAGE_QUEUE;

        int open(Path directory) throws IOException {
            byte[] path = (directory.resolve("s") + "\0").getBytes(UTF_8);
            return switch (this) {
                case TCP4, TCP6, UDP4, UDP6, UNIX ->
                    PassedSocket.valueOf(name()).open(directory);
                case SEQPACKET -> UnixAddress.listening(TestLibC.SOCK_SEQPACKET, path);
                case UNIX_DATAGRAM -> UnixAddress.bound(TestLibC.SOCK_DGRAM, path);
                case FIFO -> {
                    TestLibC.INSTANCE.mkfifo(path, 0600);
                    yield TestLibC.INSTANCE.open(path, TestLibC.O_RDWR);
                }
                case NETLINK -> TestLibC.INSTANCE.socket(TestLibC.AF_NETLINK, TestLibC.SOCK_RAW, 0);
                case MESSAGE_QUEUE -> {
                    String name = "/doorbell-test-" + System.nanoTime();
                    int queue = MessageQueues.open(new Address.MessageQueue(name), OptionalInt.empty())
                            .number();
                    MessageQueueLibrary.INSTANCE.mq_unlink((name + "\0").getBytes(UTF_8));
                    yield queue;
                }
            };
        }
    }

    static Stream<Arguments> bothModes() {
        return bothModes(EnumSet.allOf(Shared.class));
    }

    static Stream<Arguments> bothModesOfSelectable() {
        return bothModes(EnumSet.complementOf(EnumSet.of(Shared.NETLINK, Shared.MESSAGE_QUEUE)));
    }

    private static Stream<Arguments> bothModes(Set<Shared> listeners) {
        return listeners.stream()
                .flatMap(listener -> Stream.of(Arguments.of(listener, true), Arguments.of(listener, false)));
    }

    @AfterEach
    void close() throws IOException {
        handle().close();
        RawSocket.close(others);
    }

    @ParameterizedTest
    @MethodSource("bothModes")
    void adopting_waiting_and_closing_leave_it(Shared listener, boolean blocking) throws Exception {
        Channel channel = adopted(listener.open(directory), blocking);
        assertThat(channel instanceof SelectableChannel selectable && !selectable.isBlocking())
                .isFalse();
        assertThat(isBlocking()).as("adopted").isEqualTo(blocking);
        assertThat(handle().awaitArrival(SOON)).isFalse();
        assertThat(isBlocking()).as("waited").isEqualTo(blocking);
        channel.close();
        assertThat(isBlocking()).as("closed").isEqualTo(blocking);
    }

    /** A channel that tried again and again would keep a processor busy. */
    @ParameterizedTest
    @EnumSource(Shared.class)
    void a_channel_waits_for_the_next_client_whatever_the_mode(Shared listener) throws Throwable {
        Channel channel = adopted(listener.open(directory), false);
        Waiting waiting = Waiting.in(() -> take(channel));
        long before = waiting.cpuTicks();
        assertThat(handle().awaitArrival(OBSERVED_MILLIS)).isFalse();
        assertThat(waiting.cpuTicks() - before).as("times 10 ms of a processor").isLessThan(OBSERVED_MILLIS / 60);
        assertThat(waiting.thrownAfter(channel::close)).isInstanceOf(AsynchronousCloseException.class);
        assertThat(isBlocking()).isFalse();
    }

    private @Nullable Object take(Channel channel) throws IOException {
        if (channel instanceof ServerSocketChannel server) {
            return handle().accept(server);
        }
        ByteBuffer buffer = ByteBuffer.allocate(1);
        return channel instanceof DatagramChannel datagrams
                ? datagrams.receive(buffer)
                : ((ReadableByteChannel) channel).read(buffer);
    }

    @ParameterizedTest
    @EnumSource(
            value = Shared.class,
            names = {"TCP4", "TCP6", "UNIX"})
    void accepting_leaves_it_and_the_connection_blocks(Shared listener) throws Exception {
        ServerSocketChannel server = (ServerSocketChannel) adopted(listener.open(directory), false);
        try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = handle().accept(server)) {
            assertThat(client.isConnected()).isTrue();
            assertThat(accepted).isNotNull();
            assertThat(accepted.isBlocking()).isTrue();
            assertThat(RawSocket.isNonBlocking(SunNioCh.numberOf(accepted))).isFalse();
        }
        assertThat(isBlocking()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("bothModesOfSelectable")
    void a_program_gets_the_mode_that_it_asks_for(Shared listener, boolean blocking) throws Exception {
        SelectableChannel channel = (SelectableChannel) adopted(listener.open(directory), blocking);
        channel.configureBlocking(false);
        assertThat(isBlocking()).isFalse();
        channel.configureBlocking(true);
        assertThat(isBlocking()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Shared.class)
    void a_detached_descriptor_blocks(Shared listener) throws Exception {
        adopted(listener.open(directory), false);
        RawDescriptors.close(handle().detach());
        assertThat(isBlocking()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Shared.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NETLINK", "MESSAGE_QUEUE"})
    void one_whose_channel_the_program_put_into_non_blocking_mode_does_not(Shared listener) throws Exception {
        ((SelectableChannel) adopted(listener.open(directory), true)).configureBlocking(false);
        RawDescriptors.close(handle().detach());
        assertThat(isBlocking()).isFalse();
    }

    /** {@code FileChannel.transferTo} returns 0 where the descriptor would block, although the channel is to. */
    @Test
    void a_connection_which_no_other_process_serves_blocks() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept()) {
            assertThat(client.isConnected()).isTrue();
            adopted(RawDescriptors.duplicate(accepted), false);
            assertThat(isBlocking()).isTrue();
        }
    }

    /** {@code poll(2)} calls a device ready that has no poll of its own, where a read or write may still have to wait. */
    @Test
    void a_device_blocks() throws Exception {
        adopted(TestLibC.INSTANCE.open("/dev/zero\0".getBytes(UTF_8), TestLibC.O_RDWR), false);
        assertThat(isBlocking()).isTrue();
    }

    private Channel adopted(int number, boolean blocking) throws IOException {
        SunNioCh.configureBlocking(number, blocking);
        others = SunNioCh.dup(number);
        handle = new InheritedHandle(
                DescriptorFacts.of(number), new DescriptorClaim(new Properties(), "fd", "a descriptor"));
        Channel channel = handle.open();
        handle.commit();
        return channel;
    }

    private InheritedHandle handle() {
        assertThat(handle).isNotNull();
        return handle;
    }

    private boolean isBlocking() throws IOException {
        return !RawSocket.isNonBlocking(others);
    }
}
