package dev.doorbell.descriptors.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.files.FileType;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.posix.TestLibC;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Descriptors that no channel can serve: they are adopted too, for a program that asks for them by name. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "makes its descriptors with the C library of Linux")
class UnservedDescriptorTest {
    private static final int O_PATH = 010000000;

    private final int number = TestLibC.INSTANCE.eventfd(0, 0);
    private final InheritedHandle handle = handle();

    @Test
    void it_is_handed_out_after_it_was_opened() throws IOException {
        handle.open();
        handle.commit();
        int detached = handle.detach();
        assertThat(DescriptorFacts.of(detached).fileType()).isEqualTo(FileType.OTHER);
        assertThat(DescriptorFacts.of(number).open())
                .as("only the copy is left")
                .isFalse();
        RawSocket.close(detached);
    }

    @Test
    void it_is_closed_with_its_channel_and_once_alone() throws IOException {
        Channel channel = handle.open();
        assertThat(channel.isOpen()).isTrue();
        handle.close();
        assertThat(channel.isOpen()).isFalse();
        assertThat(RawSocket.isClosed(number)).isTrue();
        channel.close();
    }

    @Test
    void it_stays_when_the_claim_is_taken_back() throws IOException {
        handle.open();
        handle.release();
        assertThat(DescriptorFacts.of(number).open()).isTrue();
        RawSocket.close(number);
    }

    @Test
    void a_path_alone_is_told_before_anything_is_done_with_it() throws IOException {
        int pathOnly = TestLibC.INSTANCE.open("/dev/null\0".getBytes(StandardCharsets.US_ASCII), O_PATH);
        InheritedHandle device = new InheritedHandle(
                DescriptorFacts.of(pathOnly), new DescriptorClaim(new Properties(), "fd", "a path"));
        assertThatThrownBy(device::open)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("fd " + pathOnly + " is a character device at /dev/null")
                .hasMessageContaining("O_PATH");
        device.release();
        assertThat(DescriptorFacts.of(pathOnly).open()).isTrue();
        RawSocket.close(pathOnly);
    }

    private InheritedHandle handle() {
        try {
            return new InheritedHandle(DescriptorFacts.of(number), new DescriptorClaim(new Properties(), "fd", "odd"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
