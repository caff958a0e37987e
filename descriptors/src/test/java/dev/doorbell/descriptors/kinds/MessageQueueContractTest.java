package dev.doorbell.descriptors.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.Waiting;
import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.files.Permissions;
import dev.doorbell.descriptors.posix.MessageQueueLibrary;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.TimedByteChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A real queue of the kernel's. */
@Timeout(30)
@EnabledOnOs(value = OS.LINUX, disabledReason = "other systems have no message queues that are descriptors")
class MessageQueueContractTest {
    private static final int DEFAULT_MESSAGE_SIZE = 8192;

    private final Address.MessageQueue name = new Address.MessageQueue("/doorbell-test-" + System.nanoTime());
    private MessageQueues.Opened queue;
    private TimedByteChannel channel;

    @BeforeEach
    void open() throws IOException {
        queue = MessageQueues.open(name, OptionalInt.of(0620));
        channel = (TimedByteChannel) queue.channel();
    }

    @AfterEach
    void remove() throws IOException {
        channel.close();
        MessageQueueLibrary.INSTANCE.mq_unlink((name.name() + "\0").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void it_is_told_from_a_regular_file_with_its_name() throws IOException {
        DescriptorFacts facts = DescriptorFacts.of(queue.number());
        assertThat(facts.kind()).isEqualTo(Kind.MESSAGE_QUEUE);
        assertThat(facts.address()).contains(name);
        assertThat(facts.description()).isEqualTo("a message queue at " + name);
    }

    @Test
    void it_is_made_with_its_mode() throws IOException {
        assertThat(Files.getPosixFilePermissions(DescriptorPath.of(queue.number())))
                .isEqualTo(Permissions.of(0620));
    }

    @Test
    void one_read_is_one_message_also_an_empty_one() throws IOException {
        send(3);
        send(0);
        send(DEFAULT_MESSAGE_SIZE);
        ByteBuffer buffer = ByteBuffer.allocate(DEFAULT_MESSAGE_SIZE);
        assertThat(channel.read(buffer.clear())).isEqualTo(3);
        assertThat(channel.read(buffer.clear())).isZero();
        assertThat(channel.read(buffer.clear())).isEqualTo(DEFAULT_MESSAGE_SIZE);
    }

    @Test
    void a_message_that_is_larger_than_the_buffer_is_an_error_and_is_not_lost() throws IOException {
        send(10);
        ByteBuffer small = ByteBuffer.allocate(9);
        assertThatThrownBy(() -> channel.read(small))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 10 bytes, and the buffer has room for 9")
                .hasMessageContaining("kept");
        assertThat(small.position()).isZero();
        assertThat(channel.read(ByteBuffer.allocate(10))).isEqualTo(10);
    }

    @Test
    void one_that_was_kept_is_given_back_to_the_queue_on_close_and_keeps_the_queue() throws IOException {
        send(10);
        assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(9))).hasMessageContaining("kept");
        queue.close(channel);
        MessageQueues.Opened again = MessageQueues.open(name, OptionalInt.empty());
        assertThat(again.made()).isFalse();
        channel = (TimedByteChannel) again.channel();
        assertThat(channel.read(ByteBuffer.allocate(10))).isEqualTo(10);
    }

    @Test
    void a_message_that_is_larger_than_the_queue_takes_is_refused_with_both_sizes() {
        assertThatThrownBy(() -> send(DEFAULT_MESSAGE_SIZE + 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining((DEFAULT_MESSAGE_SIZE + 1) + " bytes")
                .hasMessageContaining("takes " + DEFAULT_MESSAGE_SIZE);
    }

    @Test
    void a_read_waits_for_a_message_and_close_ends_it() throws Throwable {
        Waiting read = Waiting.in(() -> channel.read(ByteBuffer.allocate(DEFAULT_MESSAGE_SIZE)));
        assertThat(read.thrownAfter(channel::close)).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    void a_send_into_a_full_queue_waits_and_close_ends_it() throws Throwable {
        Waiting send = Waiting.in(() -> {
            while (true) {
                send(1);
            }
        });
        assertThat(send.thrownAfter(channel::close)).isInstanceOf(AsynchronousCloseException.class);
        assertThat(isStillThere()).isTrue();
    }

    @Test
    void one_that_is_empty_is_removed() throws IOException {
        queue.removeIfEmpty();
        assertThat(isStillThere()).isFalse();
    }

    @Test
    void one_with_a_message_is_not_removed() throws IOException {
        send(1);
        queue.removeIfEmpty();
        assertThat(isStillThere()).isTrue();
    }

    @Test
    void one_that_was_there_is_not_removed() throws IOException {
        MessageQueues.Opened second = MessageQueues.open(name, OptionalInt.empty());
        assertThat(second.made()).isFalse();
        second.removeIfEmpty();
        second.channel().close();
        assertThat(isStillThere()).isTrue();
    }

    private boolean isStillThere() throws IOException {
        MessageQueues.Opened again = MessageQueues.open(name, OptionalInt.empty());
        again.channel().close();
        return !again.made();
    }

    private void send(int length) throws IOException {
        assertThat(channel.write(ByteBuffer.allocate(length))).isEqualTo(length);
    }
}
