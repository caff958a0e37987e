package dev.doorbell.descriptors.kinds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.adoption.Adopted;
import dev.doorbell.descriptors.adoption.DescriptorClaim;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.InheritedHandle;
import dev.doorbell.descriptors.jdk.ChannelOwner;
import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that another process has opened. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "makes its descriptors with the C library of Linux")
class RegularFilesContractTest {
    /** Far above what other threads of this JVM open and close meanwhile. */
    private static final int UNUSED = 900;

    @TempDir
    private Path directory;

    private Path file() throws IOException {
        Path file = directory.resolve("file");
        return Files.exists(file) ? file : Files.writeString(file, "0123456789");
    }

    @Test
    void a_file_goes_on_where_it_stands_and_all_copies_share_that() throws IOException {
        try (FileChannel first = FileChannel.open(file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            assertThat(read(first, 4)).isEqualTo("0123");
            FileChannel adopted = Adopted.as(FileChannel.class, RawDescriptors.duplicate(first));
            assertThat(adopted.position()).isEqualTo(4);
            assertThat(read(adopted, 2)).isEqualTo("45");
            assertThat(read(first, 1)).isEqualTo("6");
            adopted.write(UTF_8.encode("x"));
            adopted.truncate(9);
            adopted.close();
            assertThat(first.size()).as("the other copy is open").isEqualTo(9);
        }
        assertThat(file()).hasContent("0123456x8");
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void a_file_can_be_used_as_it_was_opened(Access access) throws IOException {
        int number;
        try (FileChannel first = access.open(file())) {
            number = RawDescriptors.duplicate(first);
        }
        try (FileChannel adopted = Adopted.as(FileChannel.class, number)) {
            if (access == Access.READ || access == Access.BOTH) {
                assertThat(read(adopted, 1)).isEqualTo("0");
            } else {
                assertThatThrownBy(() -> read(adopted, 1)).isInstanceOf(NonReadableChannelException.class);
            }
            if (access == Access.READ) {
                assertThatThrownBy(() -> adopted.write(UTF_8.encode("x")))
                        .isInstanceOf(NonWritableChannelException.class);
            } else {
                adopted.write(UTF_8.encode("x"));
            }
        }
        assertThat(file()).hasContent(access.after);
        assertThat(RawSocket.isClosed(number)).isTrue();
    }

    /** How a file may be opened, and what it has after one byte was read and one written. */
    enum Access {
        READ("0123456789"),
        WRITE("x123456789"),
        APPEND("0123456789x"),
        BOTH("0x23456789");

        private final String after;

        Access(String after) {
            this.after = after;
        }

        FileChannel open(Path file) throws IOException {
            return this == BOTH
                    ? FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
                    : FileChannel.open(file, StandardOpenOption.valueOf(name()));
        }
    }

    @Test
    void a_memory_file_is_one_too() throws IOException {
        int number = TestLibC.INSTANCE.memfd_create("state\0".getBytes(UTF_8), 0);
        assertThat(DescriptorFacts.of(number).kind()).isEqualTo(Kind.FILE);
        try (FileChannel adopted = Adopted.as(FileChannel.class, number)) {
            adopted.write(UTF_8.encode("state"));
            adopted.position(0);
            assertThat(read(adopted, 10)).isEqualTo("state");
        }
    }

    @Test
    void what_was_detached_stays_open_and_what_was_released_is_never_closed() throws IOException {
        InheritedHandle handle = handle();
        FileChannel channel = (FileChannel) handle.open();
        handle.commit();
        int detached = handle.detach();
        assertThat(channel.isOpen()).isFalse();
        assertThat(DescriptorFacts.of(detached).kind()).isEqualTo(Kind.FILE);
        RawSocket.close(detached);
        InheritedHandle other = handle();
        FileChannel unused = (FileChannel) other.open();
        int number = DescriptorOwner.numberOf(unused);
        other.release();
        assertThat(DescriptorFacts.of(number).open()).isTrue();
        assertThat(ChannelOwner.of(unused))
                .as("without an owner, the garbage collector would close it")
                .isNotNull();
        RawSocket.close(number);
    }

    @Test
    void the_channel_closes_its_number_once() throws IOException {
        InheritedHandle handle = handle(UNUSED);
        FileChannel channel = (FileChannel) handle.open();
        handle.commit();
        int number = DescriptorOwner.numberOf(channel);
        channel.close();
        try (FileChannel next = FileChannel.open(file())) {
            SunNioCh.dup2(DescriptorOwner.numberOf(next), number);
            channel.close();
            handle.close();
            assertThat(DescriptorFacts.of(number).open()).isTrue();
            RawSocket.close(number);
        }
    }

    private InheritedHandle handle() throws IOException {
        try (FileChannel first = FileChannel.open(file())) {
            return new InheritedHandle(
                    DescriptorFacts.of(RawDescriptors.duplicate(first)),
                    new DescriptorClaim(new Properties(), "fd", "a file"));
        }
    }

    private InheritedHandle handle(int number) throws IOException {
        try (FileChannel first = FileChannel.open(file())) {
            SunNioCh.dup2(DescriptorOwner.numberOf(first), number);
            return new InheritedHandle(
                    DescriptorFacts.of(number), new DescriptorClaim(new Properties(), "fd", "a file"));
        }
    }

    private static String read(FileChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        channel.read(buffer);
        return UTF_8.decode(buffer.flip()).toString();
    }
}
