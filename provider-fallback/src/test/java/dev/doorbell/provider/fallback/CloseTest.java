package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Listener;
import dev.doorbell.descriptors.kinds.MessageQueues;
import dev.doorbell.spec.Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The file after close: not the socket, and of the path only what is another's. */
@Timeout(30)
class CloseTest {
    @TempDir
    private Path directory;

    @Test
    void close_ends_the_socket() throws Exception {
        Listener http = Fallback.bind("http=tcp://127.0.0.1:0");
        http.close();
        Clients.assertRefused(Fallback.port(http), "127.0.0.1");
    }

    @Test
    void close_removes_the_path() throws Exception {
        Path path = directory.resolve("s");
        Fallback.bind(path).close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void closing_twice_is_closing_once() throws Exception {
        Path path = directory.resolve("s");
        Listener control = Fallback.bind(path);
        control.close();
        try (Listener successor = Fallback.bind(path)) {
            control.close();
            Clients.assertReached(successor, path);
        }
    }

    @Test
    void close_leaves_the_path_to_another_process_that_serves_there() throws Exception {
        Path path = directory.resolve("s");
        Listener listener = Fallback.bind(path);
        listener.removeOnClose(false);
        listener.close();
        assertThat(path).exists();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has message queues")
    void close_leaves_a_queue_to_another_process_that_serves_there() throws Exception {
        Address.MessageQueue queue = new Address.MessageQueue("/doorbell-left-" + System.nanoTime());
        Listener listener = Fallback.bind("queue=mqueue://" + queue.name());
        listener.removeOnClose(false);
        listener.close();
        MessageQueues.Opened left = MessageQueues.open(queue, OptionalInt.empty());
        assertThat(left.made()).isFalse();
        new MessageQueues.Opened(queue, left.number(), true).close(left.channel());
    }

    @Test
    void a_path_that_is_gone_is_no_error() throws Exception {
        Path path = directory.resolve("s");
        try (Listener control = Fallback.bind(path)) {
            Files.delete(path);
            assertThat(control.kind()).isNotNull();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_file_in_the_place_of_our_socket_stays() throws Exception {
        Path path = directory.resolve("s");
        try (Listener control = Fallback.bind(path)) {
            Files.delete(path);
            Files.writeString(path, control.name());
        }
        assertThat(path).hasContent("control");
    }

    @Test
    void another_socket_in_the_place_of_ours_stays() throws Exception {
        Path path = directory.resolve("s");
        Listener control = Fallback.bind(path);
        Files.delete(path);
        try (Listener other = Fallback.bind(path)) {
            control.close();
            Clients.assertReached(other, path);
        }
    }

    @Test
    void another_socket_in_the_place_of_one_that_the_program_closed_stays() throws Exception {
        Path path = directory.resolve("s");
        Listener control = Fallback.bind(path);
        control.serverSocketChannel().close();
        Files.delete(path);
        // ext4 gives the new file the inode of the deleted one
        try (Listener other = Fallback.bind(path)) {
            control.close();
            Clients.assertReached(other, path);
        }
    }

    @Test
    void a_path_whose_channel_the_program_closed_is_removed() throws Exception {
        Path path = directory.resolve("s");
        Listener control = Fallback.bind(path);
        control.serverSocketChannel().close();
        assertThat(path).exists();
        control.close();
        assertThat(path).doesNotExist();
    }

    @Test
    void a_socket_that_was_touched_is_still_ours() throws Exception {
        // so that no process takes it for old and removes it
        Path path = directory.resolve("s");
        try (Listener control = Fallback.bind(path)) {
            Files.setLastModifiedTime(path, FileTime.fromMillis(1));
            assertThat(control.kind()).isNotNull();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_relative_path_is_the_same_one_at_close() throws Exception {
        Path relative = Path.of("target", "relative-" + ProcessHandle.current().pid() + ".sock");
        try (Listener control = Fallback.bind(relative)) {
            assertThat(control.address()).hasToString("Optional[" + relative + "]");
            Clients.assertReached(control, relative);
        }
        assertThat(relative).doesNotExist();
    }
}
