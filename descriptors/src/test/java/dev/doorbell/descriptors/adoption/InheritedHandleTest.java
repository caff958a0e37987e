package dev.doorbell.descriptors.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.PassedSocket;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The owner of the descriptor at each step. IPv4 and UDP channels have a copy of it; the others have the very number. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "counts descriptors in /proc/self/fd")
class InheritedHandleTest {
    /** No other thread of this JVM opens a file under it while it is free. */
    private static final int HIGH = 900;

    private final Properties ledger = new Properties();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(PassedSocket.class)
    void closing_what_was_never_opened_closes_the_descriptor(PassedSocket socket) throws IOException {
        long before = RawSocket.openDescriptors();
        handle(socket.open(directory)).close();
        assertThat(RawSocket.openDescriptors()).isEqualTo(before);
        assertThat(isTaken()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(PassedSocket.class)
    void closing_before_the_commit_leaves_nothing_open(PassedSocket socket) throws IOException {
        RawSocket.warmUp();
        long before = RawSocket.openDescriptors();
        InheritedHandle handle = handle(socket.open(directory));
        Channel channel = handle.open();
        handle.close();
        assertThat(channel.isOpen()).isFalse();
        assertThat(RawSocket.openDescriptors()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(PassedSocket.class)
    void closing_after_the_commit_leaves_nothing_open(PassedSocket socket) throws IOException {
        RawSocket.warmUp();
        long before = RawSocket.openDescriptors();
        InheritedHandle handle = handle(socket.open(directory));
        handle.open();
        handle.commit();
        handle.close();
        assertThat(RawSocket.openDescriptors()).isEqualTo(before);
        assertThat(isTaken()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(PassedSocket.class)
    void detaching_what_was_never_opened_hands_out_the_very_number(PassedSocket socket) throws IOException {
        int number = socket.open(directory);
        assertThat(handle(number).detach()).isEqualTo(number);
        assertThat(DescriptorFacts.of(number).open()).isTrue();
        assertThat(isTaken()).isTrue();
        RawSocket.close(number);
    }

    @ParameterizedTest
    @EnumSource(PassedSocket.class)
    void detaching_before_the_commit_leaves_one_descriptor_open(PassedSocket socket) throws IOException {
        RawSocket.warmUp();
        long before = RawSocket.openDescriptors();
        InheritedHandle handle = handle(socket.open(directory));
        handle.open();
        int detached = handle.detach();
        assertThat(RawSocket.openDescriptors()).isEqualTo(before + 1);
        RawSocket.close(detached);
    }

    @Test
    void detaching_gives_the_copy_back_where_the_channel_cannot_be_closed() throws IOException {
        int number = RawSocket.tcp("127.0.0.1");
        InheritedHandle handle =
                new InheritedHandle(
                        DescriptorFacts.of(number), new DescriptorClaim(ledger, "fd." + number, "a descriptor")) {
                    @Override
                    Channel adopted(boolean toDrain) {
                        return new Unclosable(number);
                    }
                };
        handle.open();
        long before = RawSocket.openDescriptors();
        assertThatThrownBy(handle::detach).hasMessage("a bug");
        assertThat(RawSocket.openDescriptors()).isEqualTo(before);
        RawSocket.close(number);
    }

    /** A channel whose close has a bug. */
    private record Unclosable(int number) implements Channel, DescriptorOwner {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            throw new IllegalStateException("a bug");
        }
    }

    @ParameterizedTest
    @EnumSource(PassedSocket.class)
    void a_channel_that_the_program_closed_has_no_descriptor_to_hand_out(PassedSocket socket) throws IOException {
        InheritedHandle handle = handle(socket.open(directory));
        Channel channel = handle.open();
        handle.commit();
        channel.close();
        assertThatThrownBy(handle::detach).isInstanceOf(ClosedChannelException.class);
        handle.close();
    }

    @Test
    void a_number_that_is_another_file_since_the_program_closed_the_channel_stays_open() throws IOException {
        Pipe pipe = Pipe.open();
        SunNioCh.dup2(SunNioCh.numberOf(pipe.source()), HIGH);
        pipe.source().close();
        pipe.sink().close();
        InheritedHandle handle = handle(HIGH);
        Channel channel = handle.open();
        handle.commit();
        channel.close();
        SunNioCh.dup2(0, HIGH);
        handle.close();
        assertThat(DescriptorFacts.of(HIGH).open()).isTrue();
        RawSocket.close(HIGH);
    }

    @ParameterizedTest
    @EnumSource(PassedSocket.class)
    void releasing_before_the_commit_leaves_the_descriptor_free_to_be_taken(PassedSocket socket) throws IOException {
        int number = socket.open(directory);
        long before = RawSocket.openDescriptors();
        InheritedHandle handle = handle(number);
        handle.open();
        handle.release();
        assertThat(isTaken()).isFalse();
        assertThat(DescriptorFacts.of(number).open()).isTrue();
        assertThat(RawSocket.openDescriptors()).isEqualTo(before);
        RawSocket.close(number);
    }

    @ParameterizedTest
    @EnumSource(PassedSocket.class)
    void a_number_that_the_commit_closed_is_not_given_back_as_if_it_were_the_socket(PassedSocket socket)
            throws IOException {
        int number = socket.open(directory);
        InheritedHandle handle = handle(number);
        handle.open();
        handle.commit();
        handle.release();
        assertThat(isTaken()).isEqualTo(!DescriptorFacts.of(number).open());
        if (!isTaken()) {
            RawSocket.close(number);
        }
    }

    @Test
    void what_somebody_else_has_taken_is_neither_opened_nor_closed() throws IOException {
        int number = RawSocket.tcp("127.0.0.1");
        InheritedHandle handle = handle(number);
        new DescriptorClaim(ledger, "fd", "another right to it").take();
        assertThatThrownBy(handle::open).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(handle::close).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(handle::detach).isInstanceOf(IllegalStateException.class);
        handle.release();
        assertThat(isTaken()).isTrue();
        assertThat(DescriptorFacts.of(number).open()).isTrue();
        RawSocket.close(number);
    }

    private InheritedHandle handle(int number) throws IOException {
        return new InheritedHandle(DescriptorFacts.of(number), new DescriptorClaim(ledger, "fd", "a descriptor"));
    }

    private boolean isTaken() {
        return DescriptorClaim.holder(ledger, "fd").isPresent();
    }
}
