package dev.doorbell.descriptors.posix;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.Looking;
import dev.doorbell.descriptors.files.FileType;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "opens its files with the C library of Linux")
class FileDescriptorFactsTest {
    @TempDir
    private Path directory;

    @Test
    void a_pipe_is_a_fifo_without_a_path() throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            assertThat(sink.isOpen()).isTrue();
            assertFacts(RawSocket.copy(source), FileType.FIFO, Kind.FIFO, "a FIFO");
        }
    }

    @Test
    void a_named_pipe_is_a_fifo_at_its_path() throws Exception {
        String path = directory.resolve("a fifo (with spaces)").toString();
        TestLibC.INSTANCE.mkfifo(Native.toByteArray(path), 0600);
        assertFacts(opened(path), FileType.FIFO, Kind.FIFO, "a FIFO at " + path);
    }

    @Test
    void a_character_device_is_special() throws Exception {
        assertFacts(opened("/dev/zero"), FileType.CHARACTER_DEVICE, Kind.SPECIAL, "a character device at /dev/zero");
    }

    @Test
    void a_regular_file_is_a_file_at_its_path() throws Exception {
        String path = Files.createFile(directory.resolve("file")).toString();
        assertFacts(opened(path), FileType.REGULAR_FILE, Kind.FILE, "a regular file at " + path);
    }

    @Test
    void a_directory_is_nothing_to_serve() throws Exception {
        int number = TestLibC.INSTANCE.open(Native.toByteArray(directory.toString()), 0);
        assertFacts(number, FileType.DIRECTORY, Kind.OTHER, "a directory");
    }

    @Test
    void what_has_no_file_type_is_nothing_to_serve() throws Exception {
        assertFacts(TestLibC.INSTANCE.eventfd(0, 0), FileType.OTHER, Kind.OTHER, "neither a socket nor a file");
        try (Selector selector = Selector.open()) {
            assertThat(selector.isOpen()).isTrue();
            int epoll = RawSocket.opened("anon_inode:[eventpoll]");
            assertThat(DescriptorFacts.of(epoll).fileType()).isEqualTo(FileType.OTHER);
            assertThat(DescriptorFacts.of(epoll).kind()).isEqualTo(Kind.OTHER);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4_000, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
    void a_number_that_is_not_open_is_told_as_such(int number) throws IOException {
        DescriptorFacts facts = DescriptorFacts.of(number);
        assertThat(facts.open()).isFalse();
        assertThat(facts.fileType()).isEqualTo(FileType.CLOSED);
        assertThat(facts.kind()).isEqualTo(Kind.OTHER);
        assertThat(facts.description()).isEqualTo("not open");
    }

    private static int opened(String path) {
        return TestLibC.INSTANCE.open(Native.toByteArray(path), TestLibC.O_RDWR);
    }

    private static void assertFacts(int number, FileType type, Kind kind, String description) throws IOException {
        DescriptorFacts facts = Looking.at(number);
        assertThat(facts.fileType()).isEqualTo(type);
        assertThat(facts.kind()).isEqualTo(kind);
        assertThat(facts.description()).isEqualTo(description);
        assertThat(facts.socket()).isEmpty();
    }
}
