package dev.doorbell.handover.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.notify.DatagramTarget;
import dev.doorbell.handover.Handover;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no UNIX datagrams")
@Timeout(60)
class NotifySocketTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private final List<OptionalLong> senders = Collections.synchronizedList(new ArrayList<>());
    private final StoredDescriptors store = new StoredDescriptors(2);
    private NotifySocket socket;
    private DatagramTarget target;

    @BeforeEach
    void bind() throws Exception {
        socket = NotifySocket.bind(directory.resolve("notify"), notification -> {
            received.addAll(notification.assignments());
            senders.add(notification.sender());
            store.apply(notification);
        });
        target = DatagramTarget.ofPath(socket.address());
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        socket.close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void everything_that_was_sent_before_is_there_after_draining() throws Exception {
        for (int i = 0; i < 100; i++) {
            target.send("X_COUNT=" + i, BOUND);
        }
        socket.drain(BOUND);
        assertThat(received).hasSize(100).startsWith("X_COUNT=0").endsWith("X_COUNT=99");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux tells the sender")
    void the_sender_is_told() throws Exception {
        target.send("READY=1", BOUND);
        socket.drain(BOUND);
        assertThat(senders)
                .containsExactly(OptionalLong.of(ProcessHandle.current().pid()));
    }

    @Test
    void a_message_that_is_longer_than_systemd_takes_is_ignored() throws Exception {
        target.send("STATUS=" + "x".repeat(5_000), BOUND);
        target.send("READY=1", BOUND);
        socket.drain(BOUND);
        assertThat(received).containsExactly("READY=1");
    }

    @Test
    void descriptors_are_stored_under_their_names_up_to_the_capacity() throws Exception {
        Path file = Files.writeString(directory.resolve("state"), "kept");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            target.send("FDSTORE=1\nFDNAME=state", channel, "BARRIER=1", BOUND);
            target.send("FDSTORE=1", channel, "BARRIER=1", BOUND);
            target.send("FDSTORE=1\nFDNAME=surplus", channel, "BARRIER=1", BOUND);
        }
        assertThat(store.names()).containsExactly("state", "stored");
        target.send("FDSTOREREMOVE=1\nFDNAME=stored", BOUND);
        socket.drain(BOUND);
        assertThat(store.names()).containsExactly("state");
        Path out = directory.resolve("out");
        Handover next = new Handover(List.of("sh", "-c", "{ echo $LISTEN_FDNAMES $FDSTORE; cat <&3; } > " + out));
        store.pass(next);
        assertThat(next.start().waitFor()).isZero();
        assertThat(out).hasContent("state 2\nkept");
        Files.delete(out);
        Files.delete(file);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux tells in a path which socket it is")
    void a_socket_that_is_stored_at_each_start_is_kept_once() throws Exception {
        try (ServerSocketChannel one = ServerSocketChannel.open();
                ServerSocketChannel other = ServerSocketChannel.open()) {
            target.send("FDSTORE=1\nFDNAME=one\nFDPOLL=0", one, "BARRIER=1", BOUND);
            target.send("FDSTORE=1\nFDNAME=again\nFDPOLL=0", one, "BARRIER=1", BOUND);
            target.send("FDSTORE=1\nFDNAME=other\nFDPOLL=0", other, "BARRIER=1", BOUND);
        }
        assertThat(store.names()).containsExactly("one", "other");
    }

    @Test
    void a_descriptor_whose_other_side_has_ended_is_dropped_unless_it_is_not_polled() throws Exception {
        Pipe watched = Pipe.open();
        Pipe unwatched = Pipe.open();
        try (Pipe.SourceChannel first = watched.source();
                Pipe.SourceChannel second = unwatched.source()) {
            target.send("FDSTORE=1\nFDNAME=watched", first, "BARRIER=1", BOUND);
            target.send("FDSTORE=1\nFDNAME=unwatched\nFDPOLL=0", second, "BARRIER=1", BOUND);
            assertThat(watched.sink().write(ByteBuffer.wrap("x".getBytes(StandardCharsets.US_ASCII))))
                    .isEqualTo(1);
            assertThat(store.names()).containsExactly("watched", "unwatched");
        } finally {
            watched.sink().close();
            unwatched.sink().close();
        }
        assertThat(store.names()).containsExactly("unwatched");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "counts in /proc")
    void no_descriptor_is_left_open() throws Exception {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            target.send("READY=1", channel, "BARRIER=1", BOUND);
            long before = RawSocket.openDescriptors();
            for (int i = 0; i < 20; i++) {
                target.send("READY=1", channel, "BARRIER=1", BOUND);
            }
            assertThat(RawSocket.openDescriptors()).isEqualTo(before);
        }
    }
}
