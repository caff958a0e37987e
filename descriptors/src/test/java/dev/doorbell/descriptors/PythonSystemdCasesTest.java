package dev.doorbell.descriptors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Native;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases of systemd/python-systemd, {@code src/systemd/test/test_daemon.py}, about {@code is_fifo()} and its kin. Those
 * about {@code listen_fds()} are in {@code PythonSystemdCasesIT} of the module e2e.
 *
 * <p>Not applicable: each case once more for a file object in place of a number, and {@code flowinfo} of
 * {@code is_socket_sockaddr()}. That function is newer than libsystemd's others and has no question of its own here: a
 * port is asked for with {@link DescriptorChecks#isInet(SocketPattern, int)}, and the address is among the facts.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "makes its descriptors with the C library of Linux")
class PythonSystemdCasesTest {
    private static final SocketPattern ANY = SocketPattern.any();
    private static final SocketPattern STREAM = ANY.stream();
    private static final SocketPattern DATAGRAM = ANY.datagram();
    private static final int O_NONBLOCK = 04000;
    private static final int SOCKADDR_IN_BYTES = 16;

    @TempDir
    private Path directory;

    private final List<Integer> numbers = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (int number : numbers) {
            RawSocket.close(number);
        }
    }

    @Test
    void a_fifo_that_is_open_for_reading_is_a_fifo_at_its_path() throws IOException {
        Path path = directory.resolve("test.fifo");
        TestLibC.INSTANCE.mkfifo(Native.toByteArray(path.toString()), 0600);
        DescriptorChecks fifo = opened(path);
        assertThat(fifo.isFifo()).isTrue();
        assertThat(fifo.isFifo(path)).isTrue();
    }

    @Test
    void a_regular_file_is_no_fifo_whatever_its_name() throws IOException {
        Path path = Files.writeString(directory.resolve("test.fifo"), "content");
        DescriptorChecks file = opened(path);
        assertThat(file.isFifo()).isFalse();
        assertThat(file.isFifo(path)).isFalse();
    }

    @Test
    void a_negative_number_is_an_error() {
        DescriptorChecks none = DescriptorChecks.of(-1);
        assertThatThrownBy(none::isFifo).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> none.isFifo(directory.resolve("test.fifo"))).isInstanceOf(IOException.class);
    }

    @Test
    void a_unix_pair_is_nothing_else() throws IOException {
        for (DescriptorChecks end : pair()) {
            assertThat(end.isFifo()).isFalse();
            assertThat(end.isMessageQueue()).isFalse();
            assertThat(end.isInet()).isFalse();
            assertThat(end.isInet(ANY, 2000)).isFalse();
        }
    }

    @Test
    void a_unix_pair_is_two_stream_sockets_of_its_family() throws IOException {
        for (DescriptorChecks end : pair()) {
            assertThat(end.isSocket()).isTrue();
            assertThat(end.isSocket(ANY.unix())).isTrue();
            assertThat(end.isSocket(ANY.ipv4())).isFalse();
            assertThat(end.isSocket(STREAM.unix())).isTrue();
            assertThat(end.isSocket(DATAGRAM.ipv4())).isFalse();
            assertThat(end.isInet(DATAGRAM, 2000)).isFalse();
        }
    }

    @Test
    void a_unix_pair_is_at_no_path() throws IOException {
        for (DescriptorChecks end : pair()) {
            assertThat(end.isUnix()).isTrue();
            assertThat(end.isUnix(ANY, Path.of("/no/such/path"))).isFalse();
            assertThat(end.isUnix(STREAM)).isTrue();
            assertThat(end.isUnix(DATAGRAM)).isFalse();
        }
    }

    @Test
    void a_tcp_socket_listens_from_the_moment_that_it_does_and_is_at_its_address() throws IOException {
        int number = TestLibC.INSTANCE.socket(TestLibC.AF_INET, TestLibC.SOCK_STREAM, 0);
        numbers.add(number);
        TestLibC.INSTANCE.bind(number, anyPortOfLoopback(), SOCKADDR_IN_BYTES);
        assertAtItsAddress(number, false);
        TestLibC.INSTANCE.listen(number, 11);
        assertAtItsAddress(number, true);
    }

    private static void assertAtItsAddress(int number, boolean listening) throws IOException {
        DescriptorChecks socket = DescriptorChecks.of(number);
        Address.Ip address = (Address.Ip) DescriptorFacts.of(number).address().orElseThrow();
        assertThat(address.toString()).startsWith("127.0.0.1:");
        assertThat(socket.isInet(STREAM)).isTrue();
        assertThat(socket.isInet(STREAM, address.port())).isTrue();
        assertThat(socket.isInet(ANY.listening(listening), address.port())).isTrue();
        assertThat(socket.isInet(ANY, address.port())).isTrue();
        assertThat(socket.isInet(ANY.listening(!listening), address.port())).isFalse();
        assertThat(socket.isInet(STREAM, 23)).isFalse();
        assertThat(socket.isInet(DATAGRAM)).isFalse();
    }

    private static byte[] anyPortOfLoopback() {
        return ByteBuffer.allocate(SOCKADDR_IN_BYTES)
                .order(ByteOrder.nativeOrder())
                .putShort((short) TestLibC.AF_INET)
                .putShort((short) 0)
                .put(new byte[] {127, 0, 0, 1})
                .array();
    }

    private List<DescriptorChecks> pair() {
        int[] pair = new int[2];
        TestLibC.INSTANCE.socketpair(TestLibC.AF_UNIX, TestLibC.SOCK_STREAM, 0, pair);
        numbers.add(pair[0]);
        numbers.add(pair[1]);
        return List.of(DescriptorChecks.of(pair[0]), DescriptorChecks.of(pair[1]));
    }

    private DescriptorChecks opened(Path path) {
        int number = TestLibC.INSTANCE.open(Native.toByteArray(path.toString()), O_NONBLOCK);
        numbers.add(number);
        return DescriptorChecks.of(number);
    }
}
