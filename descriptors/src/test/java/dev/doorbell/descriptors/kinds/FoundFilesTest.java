package dev.doorbell.descriptors.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.posix.MessageQueueLibrary;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.needs.Needs;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * FIFOs and message queues that were there before: taken over only with the type, owner and mode that they should have, as
 * systemd does it ({@code fifo_address_create()} and {@code mq_address_create()} of src/core/socket.c).
 */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "has both kinds")
class FoundFilesTest {
    private static final int ANOTHER_USER = 65534;
    private static final int ROUNDS = 1_000;
    private static final int LONGEST_OPENING_NANOS = 200_000;

    @TempDir
    private Path directory;

    private final Address.MessageQueue queue = new Address.MessageQueue("/doorbell-found-" + System.nanoTime());

    @AfterEach
    void removeQueue() {
        MessageQueueLibrary.INSTANCE.mq_unlink((queue.name() + "\0").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Needs("root")
    void a_fifo_of_another_user_is_refused_and_stays() throws IOException {
        Path path = fifo("fifo", 0600);
        Files.setAttribute(path, "unix:uid", ANOTHER_USER);
        for (OptionalInt mode : new OptionalInt[] {OptionalInt.empty(), OptionalInt.of(0600)}) {
            assertThatThrownBy(() -> Fifos.open(path, mode))
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .hasMessageContaining("a FIFO of another user (uid " + ANOTHER_USER + ") is there");
        }
        assertThat(path).exists();
    }

    @Test
    @Needs("root")
    void a_queue_of_another_user_is_refused_and_stays() throws IOException {
        MessageQueues.Opened theirs = MessageQueues.open(queue, OptionalInt.of(0600));
        Files.setAttribute(DescriptorPath.of(theirs.number()), "unix:uid", ANOTHER_USER);
        theirs.channel().close();
        for (OptionalInt mode : new OptionalInt[] {OptionalInt.empty(), OptionalInt.of(0600)}) {
            assertThatThrownBy(() -> MessageQueues.open(queue, mode))
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .hasMessageContaining("a message queue of another user (uid " + ANOTHER_USER + ") is there");
        }
    }

    @Test
    void a_queue_with_another_mode_is_refused_and_keeps_it() throws IOException {
        MessageQueues.open(queue, OptionalInt.of(0666)).channel().close();
        long open = RawSocket.openDescriptors();
        assertThatThrownBy(() -> MessageQueues.open(queue, OptionalInt.of(0600)))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("a message queue is there with the mode 0666, not 0600");
        assertThat(RawSocket.openDescriptors()).isEqualTo(open);
        MessageQueues.open(queue, OptionalInt.of(0666)).channel().close();
    }

    @Test
    void a_queue_of_our_own_is_used_whatever_its_mode_where_none_is_asked_for() throws IOException {
        MessageQueues.open(queue, OptionalInt.of(0640)).channel().close();
        MessageQueues.Opened again = MessageQueues.open(queue, OptionalInt.empty());
        assertThat(again.made()).isFalse();
        again.channel().close();
    }

    /** A user who can write to the directory replaces the FIFO that was made, or is about to be, with a link to our file. */
    @Test
    void a_link_that_comes_while_a_fifo_is_made_is_never_followed() throws Exception {
        // one whose files may be given another mode: it is the link that must not be followed
        Files.setAttribute(directory, "unix:mode", 01777);
        Path ours = fifo("ours", 0600);
        Path path = directory.resolve("fifo");
        AtomicBoolean stop = new AtomicBoolean();
        Thread replacing = new Thread(() -> replace(path, ours, stop));
        replacing.start();
        int umask = TestLibC.INSTANCE.umask(022);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                openAndClose(path);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ours)))
                        .as("round " + round)
                        .isEqualTo("rw-------");
            }
        } finally {
            TestLibC.INSTANCE.umask(umask);
            stop.set(true);
            replacing.join();
        }
    }

    private static void openAndClose(Path path) {
        try {
            while (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Thread.onSpinWait();
            }
            Fifos.open(path, OptionalInt.of(0666)).channel().close();
        } catch (IOException replaced) {
            // as wanted
        }
    }

    /** Waits for a FIFO, and puts a link in its place for as long as the opening may take. */
    private static void replace(Path path, Path ours, AtomicBoolean stop) {
        while (!stop.get()) {
            try {
                if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                    spin(ThreadLocalRandom.current().nextInt(LONGEST_OPENING_NANOS));
                    Files.delete(path);
                    Files.createSymbolicLink(path, ours);
                    spin(LONGEST_OPENING_NANOS);
                    Files.delete(path);
                }
            } catch (IOException removedMeanwhile) {
                // the next turn begins anew
            }
        }
    }

    private static void spin(int nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_mode_that_the_umask_cuts_is_refused_where_others_can_replace_files() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path path = directory.resolve("fifo");
        int umask = TestLibC.INSTANCE.umask(022);
        try {
            assertThatThrownBy(() -> Fifos.open(path, OptionalInt.of(0666)))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("the umask leaves the mode 0644 of 0666")
                    .hasMessageContaining("other users can replace files in " + directory.toRealPath());
            assertThat(path).doesNotExist();
            Fifos.open(path, OptionalInt.of(0644)).channel().close();
            assertThat(path).exists();
        } finally {
            TestLibC.INSTANCE.umask(umask);
        }
    }

    @Test
    void a_sticky_directory_protects_our_files() throws IOException {
        Files.setAttribute(directory, "unix:mode", 01777);
        Path path = directory.resolve("fifo");
        int umask = TestLibC.INSTANCE.umask(022);
        try {
            Fifos.open(path, OptionalInt.of(0666)).channel().close();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-rw-rw-");
        } finally {
            TestLibC.INSTANCE.umask(umask);
        }
    }

    private Path fifo(String name, int mode) throws IOException {
        Path path = directory.resolve(name);
        Fifos.open(path, OptionalInt.of(mode)).channel().close();
        return path;
    }
}
