package dev.doorbell.descriptors.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.adoption.SpawnedJava;
import dev.doorbell.descriptors.adoption.Waiting;
import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.kinds.UnservedDescriptor;
import dev.doorbell.descriptors.posix.MonotonicClock;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Messages and descriptors to another process, which is no Java program. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "the other process looks at /proc/self/fd")
class DatagramTargetTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);

    @TempDir
    private Path directory;

    @Test
    @Needs("python3")
    void a_message_reaches_a_path_and_an_abstract_name_byte_for_byte() throws IOException {
        String text = "STATUS=grün\nX=" + "x".repeat(100_000);
        String name = "doorbell-target-" + System.nanoTime();
        try (Receiver receiver = Receiver.at(path());
                Receiver hidden = Receiver.at("\0" + name)) {
            DatagramTarget.ofPath(path()).send(text, LONG_ENOUGH);
            assertThat(receiver.text()).isEqualTo(text);
            DatagramTarget.ofAbstractName(name).send(text, LONG_ENOUGH);
            assertThat(hidden.text()).isEqualTo(text);
        }
    }

    @Test
    void an_address_of_107_bytes_is_the_longest() throws IOException {
        String longest = "/" + "x".repeat(106);
        assertThatThrownBy(() -> DatagramTarget.ofPath(longest).send("x", LONG_ENOUGH))
                .hasMessageContaining("ENOENT");
        assertThatThrownBy(() -> DatagramTarget.ofAbstractName(longest).send("x", LONG_ENOUGH))
                .hasMessageContaining("ECONNREFUSED");
        for (String tooLong : new String[] {longest + "x", "/" + "ü".repeat(54)}) {
            assertThatThrownBy(() -> DatagramTarget.ofPath(tooLong))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("at most 107");
            assertThatThrownBy(() -> DatagramTarget.ofAbstractName(tooLong)).isInstanceOf(SocketException.class);
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
            Channel[] channels = {opened, listener, asynchronous, datagrams, connection, own};
            for (Channel channel : channels) {
                String expected = Files.readSymbolicLink(DescriptorPath.of(DescriptorOwner.numberOf(channel)))
                        .toString();
                assertThat(sent(receiver, channel)).as("%s", channel).isEqualTo(expected);
                assertThat(channel.isOpen()).isTrue();
            }
        }
    }

    /** The message that goes with it is read, and so is the pipe's end, which is closed. {@return what came with the first} */
    private String sent(Receiver receiver, Channel channel) throws IOException {
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
        DatagramTarget.ofPath(path()).send("with", channel, "last", LONG_ENOUGH);
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
            DatagramTarget target = DatagramTarget.ofPath(path());
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
            DatagramTarget target = DatagramTarget.ofPath(path());
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
            DatagramTarget target = DatagramTarget.ofPath(path());
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
            DatagramTarget target = DatagramTarget.ofPath(path());
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
            sent(receiver, opened);
            long before = RawSocket.openDescriptors();
            sent(receiver, opened);
            DatagramTarget target = DatagramTarget.ofPath(path());
            assertThatThrownBy(() -> target.send("with", opened, "last", SHORT))
                    .isInstanceOf(SocketTimeoutException.class);
            DatagramTarget nobody = DatagramTarget.ofPath(path() + "-nobody");
            assertThatThrownBy(() -> nobody.send("x", LONG_ENOUGH))
                    .hasMessageContaining("No such file or directory (ENOENT)");
            assertThatThrownBy(() -> nobody.send("with", opened, "last", SHORT)).hasMessageContaining("ENOENT");
            assertThatThrownBy(() -> nobody.awaitReader("last", SHORT)).hasMessageContaining("ENOENT");
            assertThat(RawSocket.openDescriptors()).isEqualTo(before);
        }
    }

    @Test
    void without_jna_it_says_what_to_add() throws Exception {
        assertThat(SpawnedJava.withoutJna()
                        .option("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
                        .run(Sending.class))
                .isEqualTo("""
                        Sending to /missing needs JNA. Add net.java.dev.jna:jna.
                        Sending to /missing needs JNA. Add net.java.dev.jna:jna.
                        The monotonic clock needs JNA. Add net.java.dev.jna:jna.
                        """);
    }

    /** Does each thing that JNA is needed for. */
    static final class Sending {
        private Sending() {}

        public static void main(String[] arguments) throws Exception {
            DatagramTarget target = DatagramTarget.ofPath("/missing");
            refused(() -> {
                target.send("x", LONG_ENOUGH);
                return "x";
            });
            refused(() -> {
                target.awaitReader("x", Duration.ofSeconds(1));
                return "x";
            });
            refused(MonotonicClock::micros);
        }

        private static void refused(Callable<?> call) throws Exception {
            try {
                System.out.println("not refused: " + call.call());
            } catch (UnsupportedOperationException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void the_monotonic_clock_is_that_of_the_machine() throws IOException {
        long before = uptimeMicros();
        long now = MonotonicClock.micros();
        assertThat(now).isBetween(before - 20_000, uptimeMicros() + 20_000);
        assertThat(MonotonicClock.micros()).isGreaterThanOrEqualTo(now);
    }

    /** To the hundredth of a second; no test machine sleeps, which is all that boot time has more. */
    private static long uptimeMicros() throws IOException {
        String uptime = Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0];
        return (long) (Double.parseDouble(uptime) * 1_000_000);
    }

    private void awaitReader(Duration timeout) {
        try {
            DatagramTarget.ofPath(path()).awaitReader("BARRIER=1", timeout);
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
