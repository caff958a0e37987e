package dev.doorbell.descriptors.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.adoption.Waiting;
import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.spi.TimedByteChannel;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device as a channel. A pair of sockets stands for it, since a test has its other end everywhere. */
@Timeout(30)
class ByteChannelContractTest {
    private TimedByteChannel channel;
    private TimedByteChannel other;
    private long open;

    @BeforeEach
    void connect() throws IOException {
        RawSocket.warmUp();
        open = RawSocket.openDescriptors();
        int[] pair = new int[2];
        TestLibC.INSTANCE.socketpair(TestLibC.AF_UNIX, TestLibC.SOCK_STREAM, 0, pair);
        channel = new DescriptorByteChannel(pair[0], new DeviceTransfer(pair[0]));
        other = new DescriptorByteChannel(pair[1], new DeviceTransfer(pair[1]));
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
        other.close();
        assertThat(RawSocket.openDescriptors())
                .as("the duplicates to wait on are closed too")
                .isEqualTo(open);
    }

    @Test
    void bytes_go_both_ways() throws IOException {
        other.write(bytes("there"));
        assertThat(read(channel)).isEqualTo("there");
        channel.write(bytes("and back"));
        assertThat(read(other)).isEqualTo("and back");
    }

    @Test
    void the_end_of_the_other_side_is_the_end_of_the_stream() throws IOException {
        other.close();
        assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void a_read_waits_no_longer_than_its_timeout_and_the_channel_stays_usable() throws IOException {
        channel.setReadTimeout(Duration.ofNanos(1));
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("within 1 ms");
        other.write(bytes("late"));
        assertThat(read(channel)).isEqualTo("late");
    }

    @Test
    void a_read_with_a_timeout_of_zero_does_not_wait() throws IOException {
        channel.setReadTimeout(Duration.ZERO);
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("within 0 ms");
        other.write(bytes("here"));
        assertThat(read(channel)).isEqualTo("here");
    }

    @Test
    void a_timeout_that_nobody_lives_to_see_is_none() throws IOException {
        channel.setReadTimeout(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
        other.write(bytes("soon"));
        assertThat(read(channel)).isEqualTo("soon");
    }

    @Test
    void waiting_does_not_make_the_file_non_blocking_for_those_who_share_it() throws IOException {
        channel.setReadTimeout(Duration.ofMillis(1));
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(SocketTimeoutException.class);
        assertThat(RawSocket.isNonBlocking(((DescriptorOwner) channel).number()))
                .isFalse();
    }

    @Test
    void the_blocking_mode_that_others_set_changes_nothing() throws Throwable {
        int number = ((DescriptorOwner) channel).number();
        for (boolean blocking : new boolean[] {true, false, true}) {
            SunNioCh.configureBlocking(number, blocking);
            channel.setReadTimeout(Duration.ofMillis(1));
            assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(SocketTimeoutException.class);
        }
        channel.setReadTimeout(ChronoUnit.FOREVER.getDuration());
        Waiting read = Waiting.in(() -> channel.read(ByteBuffer.allocate(1)));
        assertThat(read.thrownAfter(channel::close)).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    void a_negative_timeout_is_refused() {
        assertThatThrownBy(() -> channel.setReadTimeout(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closing_it_ends_a_read_that_waits() throws Throwable {
        Waiting read = Waiting.in(() -> channel.read(ByteBuffer.allocate(1)));
        assertThat(read.thrownAfter(channel::close)).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    void an_interrupt_ends_a_read_that_waits_and_closes_it() throws Throwable {
        Waiting read = Waiting.in(() -> channel.read(ByteBuffer.allocate(1)));
        assertThat(read.thrownAfter(read::interrupt)).isInstanceOf(ClosedByInterruptException.class);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closing_it_ends_a_write_that_waits() throws Throwable {
        Waiting write = Waiting.in(() -> {
            while (true) {
                channel.write(ByteBuffer.allocate(64 * 1024));
            }
        });
        assertThat(write.thrownAfter(channel::close)).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    void a_read_and_a_write_wait_side_by_side() throws Throwable {
        Waiting read = Waiting.in(() -> channel.read(ByteBuffer.allocate(1)));
        Waiting write = Waiting.in(() -> {
            while (true) {
                channel.write(ByteBuffer.allocate(64 * 1024));
            }
        });
        assertThat(read.thrownAfter(channel::close)).isInstanceOf(AsynchronousCloseException.class);
        assertThat(write.thrownAfter(channel::close)).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    void a_closed_channel_says_so() throws IOException {
        channel.close();
        channel.close();
        assertThat(channel.isOpen()).isFalse();
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void nothing_to_move_moves_nothing() throws IOException {
        assertThat(channel.read(ByteBuffer.allocate(0))).isZero();
        assertThat(channel.write(ByteBuffer.allocate(0))).isZero();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(TimedByteChannel from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        from.read(buffer);
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }
}
