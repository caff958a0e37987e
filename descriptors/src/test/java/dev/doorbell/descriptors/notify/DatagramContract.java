package dev.doorbell.descriptors.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.adoption.Waiting;
import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.kinds.UnservedDescriptor;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Messages and descriptors to another process, which is no Java program, by one way. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "the other process looks at /proc/self/fd")
abstract class DatagramContract {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);

    @TempDir
    private Path directory;

    /** Returns the target of a receiver that is bound to a path already. */
    abstract DatagramTarget target(String path) throws IOException;

    @Test
    @Needs("python3")
    void a_message_arrives_byte_for_byte() throws IOException {
        String text = "STATUS=grün\nX=" + "x".repeat(100_000);
        try (Receiver receiver = Receiver.at(path())) {
            target(path()).send(text, LONG_ENOUGH);
            assertThat(receiver.text()).isEqualTo(text);
        }
    }

    @Test
    @Needs("python3")
    void a_receiver_that_has_ended_is_an_error() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "text");
        try (FileChannel opened = FileChannel.open(file)) {
            Receiver receiver = Receiver.at(path());
            DatagramTarget target = target(path());
            receiver.end();
            assertThatThrownBy(() -> target.send("x", LONG_ENOUGH))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(InterruptedIOException.class);
            assertThatThrownBy(() -> target.send("with", opened, "last", SHORT))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(InterruptedIOException.class);
            assertThatThrownBy(() -> target.awaitReader("last", SHORT))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(InterruptedIOException.class);
        }
    }

    @Test
    @Needs("python3")
    void the_descriptor_of_any_channel_goes_with_a_message() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "text");
        try (Receiver receiver = Receiver.at(path());
                FileChannel opened = FileChannel.open(file);
                ServerSocketChannel listener = ServerSocketChannel.open();
                AsynchronousServerSocketChannel asynchronous = AsynchronousServerSocketChannel.open();
                DatagramChannel datagrams = DatagramChannel.open();
                SocketChannel connection = SocketChannel.open();
                UnservedDescriptor own = new UnservedDescriptor(TestLibC.INSTANCE.eventfd(0, 0))) {
            DatagramTarget target = target(path());
            Channel[] channels = {opened, listener, asynchronous, datagrams, connection, own};
            for (Channel channel : channels) {
                String expected = Files.readSymbolicLink(DescriptorPath.of(DescriptorOwner.numberOf(channel)))
                        .toString();
                assertThat(sent(receiver, target, channel)).as("%s", channel).isEqualTo(expected);
                assertThat(channel.isOpen()).isTrue();
            }
        }
    }

    /** The message that goes with it is read, and so is the pipe's end, which is closed. {@return what came with the first} */
    private static String sent(Receiver receiver, DatagramTarget target, Channel channel) throws IOException {
        CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> {
            try {
                String first = receiver.receive();
                receiver.receive();
                receiver.closeDescriptors();
                return first;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        target.send("with", channel, "last", LONG_ENOUGH);
        String[] parts = received.join().split(" ", 2);
        assertThat(parts[0]).isEqualTo(hex("with"));
        return parts[1];
    }

    @Test
    @Needs("python3")
    void a_channel_that_is_closed_and_one_that_is_not_the_jdks_send_nothing() throws IOException {
        SocketChannel closed = SocketChannel.open();
        closed.close();
        Channel strange = new Channel() {
            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
        try (Receiver receiver = Receiver.at(path())) {
            DatagramTarget target = target(path());
            assertThatThrownBy(() -> target.send("with", closed, "last", LONG_ENOUGH))
                    .isInstanceOf(ClosedChannelException.class);
            assertThatThrownBy(() -> target.send("with", strange, "last", LONG_ENOUGH))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("not a channel of the JDK");
            target.send("nothing before", LONG_ENOUGH);
            assertThat(receiver.text()).isEqualTo("nothing before");
        }
    }

    @Test
    @Needs("python3")
    void the_wait_ends_when_the_reader_closes_the_pipe_and_not_when_it_has_read() throws Exception {
        try (Receiver receiver = Receiver.at(path())) {
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> awaitReader(LONG_ENOUGH));
            assertThat(receiver.receive()).startsWith(hex("BARRIER=1") + " pipe:");
            receiver.write("not the end");
            assertThatThrownBy(() -> waiting.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            receiver.closeDescriptors();
            waiting.get(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    @Needs("python3")
    void the_wait_ends_too_when_the_reader_dies_with_the_message_unread() throws Exception {
        Receiver receiver = Receiver.at(path());
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> awaitReader(LONG_ENOUGH));
        assertThatThrownBy(() -> waiting.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        receiver.close();
        waiting.get(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    @Needs("python3")
    void a_reader_that_never_closes_it_is_waited_for_as_long_as_was_asked() throws IOException {
        try (Receiver receiver = Receiver.at(path())) {
            DatagramTarget target = target(path());
            assertThatThrownBy(() -> target.awaitReader("BARRIER=1", SHORT))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("within 20 ms");
            assertThat(receiver.receive()).startsWith(hex("BARRIER=1"));
        }
    }

    @Test
    @Needs("python3")
    void an_interrupt_ends_the_wait_and_stays() throws Exception {
        try (Receiver receiver = Receiver.at(path())) {
            DatagramTarget target = target(path());
            Waiting waiting = Waiting.in(() -> {
                target.awaitReader("BARRIER=1", LONG_ENOUGH);
                return null;
            });
            assertThat(waiting.thrownAfter(waiting::interrupt)).isInstanceOf(InterruptedIOException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> target.awaitReader("BARRIER=1", LONG_ENOUGH))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(receiver.receive()).startsWith(hex("BARRIER=1"));
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Needs("python3")
    void a_full_queue_is_waited_for_and_an_interrupt_or_the_time_limit_ends_that() throws Throwable {
        try (Receiver receiver = Receiver.at(path())) {
            DatagramTarget target = target(path());
            List<String> sent = fill(target);
            Waiting waiting = Waiting.in(() -> {
                target.send("no room", LONG_ENOUGH);
                return null;
            });
            assertThat(waiting.thrownAfter(waiting::interrupt)).isInstanceOf(InterruptedIOException.class);
            assertThatThrownBy(() -> target.send("no room", SHORT))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("no room");
            assertThatThrownBy(() -> target.awaitReader("BARRIER=1", SHORT))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("no room");
            CompletableFuture<Void> last = CompletableFuture.runAsync(() -> send(target, "last"));
            sent.add("last");
            for (String message : sent) {
                assertThat(receiver.text()).isEqualTo(message);
            }
            last.get(LONG_ENOUGH.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Until one has to wait for room. */
    private static List<String> fill(DatagramTarget target) throws Exception {
        List<String> sent = new ArrayList<>();
        while (true) {
            String message = "message " + sent.size();
            sent.add(message);
            Thread sender = new Thread(() -> send(target, message));
            sender.start();
            sender.join(100);
            if (sender.isAlive()) {
                sender.interrupt();
                sender.join();
                sent.remove(message);
                return sent;
            }
        }
    }

    @Test
    @Needs("python3")
    void nothing_stays_open_whatever_happens() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "text");
        try (Receiver receiver = Receiver.at(path());
                FileChannel opened = FileChannel.open(file, StandardOpenOption.APPEND)) {
            DatagramTarget target = target(path());
            sent(receiver, target, opened);
            long before = RawSocket.openDescriptors();
            sent(receiver, target, opened);
            assertThatThrownBy(() -> target.send("with", opened, "last", SHORT))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(RawSocket.openDescriptors()).isEqualTo(before);
        }
    }

    private void awaitReader(Duration timeout) {
        try {
            target(path()).awaitReader("BARRIER=1", timeout);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void send(DatagramTarget target, String message) {
        try {
            target.send(message, LONG_ENOUGH);
        } catch (InterruptedIOException full) {
            // as the test wants it
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String path() {
        return directory.resolve("notify").toString();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }
}
