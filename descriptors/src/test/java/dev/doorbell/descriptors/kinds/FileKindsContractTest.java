package dev.doorbell.descriptors.kinds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.adoption.Adopted;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.Waiting;
import dev.doorbell.descriptors.files.Permissions;
import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.descriptors.unix.SockaddrUn;
import dev.doorbell.descriptors.unix.UnixSockets;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.TimedByteChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** FIFOs, devices, netlink and seqpacket sockets, bound here and adopted. */
@Timeout(30)
@EnabledOnOs(value = OS.LINUX, disabledReason = "has all of them")
class FileKindsContractTest {
    @TempDir
    private Path directory;

    @Test
    void a_fifo_does_not_end_with_its_writer() throws IOException {
        Path path = directory.resolve("fifo");
        try (Pipe.SourceChannel fifo = Fifos.open(path, OptionalInt.of(0622)).channel()) {
            assertThat(Files.getPosixFilePermissions(path)).isEqualTo(Permissions.of(0622));
            for (String text : new String[] {"one", "two"}) {
                Files.write(path, text.getBytes(UTF_8), StandardOpenOption.WRITE);
                ByteBuffer buffer = ByteBuffer.allocate(10);
                fifo.read(buffer);
                assertThat(UTF_8.decode(buffer.flip()).toString()).isEqualTo(text);
            }
        }
    }

    @Test
    void an_adopted_fifo_can_be_selected_and_closing_it_ends_a_read() throws Exception {
        Path path = directory.resolve("fifo");
        Fifos.Opened made = Fifos.open(path, OptionalInt.empty());
        Pipe.SourceChannel fifo = Adopted.as(Pipe.SourceChannel.class, RawDescriptors.duplicate(made.channel()));
        made.channel().close();
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
            try {
                return fifo.read(ByteBuffer.allocate(1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        fifo.close();
        assertThatThrownBy(() -> read.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(ClosedChannelException.class);
        try (Pipe.SourceChannel again = Fifos.open(path, OptionalInt.empty()).channel();
                Selector selector = Selector.open()) {
            again.configureBlocking(false);
            again.register(selector, SelectionKey.OP_READ);
            Files.write(path, new byte[1], StandardOpenOption.WRITE);
            assertThat(selector.select(20_000)).isEqualTo(1);
        }
    }

    @Test
    void a_fifo_that_is_there_is_used_if_its_mode_is_the_one_that_is_asked_for() throws IOException {
        Path path = directory.resolve("fifo");
        try (Pipe.SourceChannel first = Fifos.open(path, OptionalInt.of(0600)).channel()) {
            Fifos.Opened second = Fifos.open(path, OptionalInt.of(0600));
            assertThat(second.file()).isEmpty();
            second.channel().close();
            assertThatThrownBy(() -> Fifos.open(path, OptionalInt.of(0660)))
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .hasMessageContaining("mode 0600, not 0660");
            assertThat(first.isOpen()).isTrue();
        }
        assertThat(path).exists();
    }

    @Test
    void what_is_no_fifo_stays_as_it_is() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "text");
        Path fifo = directory.resolve("fifo");
        Path link = Files.createSymbolicLink(directory.resolve("link"), fifo);
        Fifos.open(fifo, OptionalInt.empty()).channel().close();
        for (Path path : new Path[] {file, link, directory}) {
            assertThatThrownBy(() -> Fifos.open(path, OptionalInt.empty())).isInstanceOf(FileSystemException.class);
            assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
        }
        assertThat(file).hasContent("text");
    }

    @Test
    void a_device_is_read_and_written() throws IOException {
        try (TimedByteChannel zero = (TimedByteChannel) SpecialFiles.open(Path.of("/dev/zero"))) {
            assertThat(zero.read(ByteBuffer.allocate(5000))).isEqualTo(5000);
            assertThat(zero.write(ByteBuffer.allocate(3))).isEqualTo(3);
        }
    }

    @Test
    void a_file_of_the_kernel_is_special_and_any_other_file_is_not() throws IOException {
        try (TimedByteChannel uptime = (TimedByteChannel) SpecialFiles.open(Path.of("/proc/uptime"))) {
            assertThat(uptime.read(ByteBuffer.allocate(100))).isPositive();
        }
        Path file = Files.writeString(directory.resolve("file"), "text");
        assertThatThrownBy(() -> SpecialFiles.open(file))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("it is a regular file");
        assertThatThrownBy(() -> SpecialFiles.open(directory.resolve("missing")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("No such file or directory");
    }

    @Test
    void a_netlink_socket_asks_the_kernel_and_is_told_by_family_and_group() throws Exception {
        Address.Netlink address = new Address.Netlink("route", 1);
        try (TimedByteChannel route = (TimedByteChannel) NetlinkSockets.bind(address)) {
            DescriptorFacts facts = DescriptorFacts.of(((DescriptorOwner) route).number());
            assertThat(facts.kind()).isEqualTo(Kind.NETLINK);
            assertThat(facts.address()).contains(address);
            route.write(Netlink.askForLinks());
            ByteBuffer tooSmall = ByteBuffer.allocate(1);
            assertThatThrownBy(() -> route.read(tooSmall)).hasMessageContaining("kept");
            assertThat(route.read(ByteBuffer.allocate(64 * 1024))).isGreaterThan(Netlink.HEADER);
        }
    }

    @Test
    void a_netlink_read_that_waits_ends_with_close() throws Throwable {
        TimedByteChannel events = (TimedByteChannel) NetlinkSockets.bind(new Address.Netlink("kobject-uevent", 0));
        Waiting read = Waiting.in(() -> events.read(ByteBuffer.allocate(8192)));
        assertThat(read.thrownAfter(events::close)).isInstanceOf(AsynchronousCloseException.class);
    }

    @Test
    void a_netlink_family_that_is_none_is_refused_with_those_there_are() {
        assertThatThrownBy(() -> NetlinkSockets.bind(new Address.Netlink("no-such", 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"no-such\"")
                .hasMessageContaining("route")
                .hasMessageContaining("kobject-uevent");
    }

    @Test
    void a_seqpacket_listener_keeps_the_bounds_of_records() throws IOException {
        String name = "doorbell-seqpacket-" + System.nanoTime();
        try (ServerSocketChannel bound = UnixSockets.bindAbstract(CNumber.SOCK_SEQPACKET, name, 8);
                ServerSocketChannel server = Adopted.as(ServerSocketChannel.class, RawDescriptors.duplicate(bound))) {
            int client = TestLibC.INSTANCE.socket(TestLibC.AF_UNIX, TestLibC.SOCK_SEQPACKET, 0);
            byte[] address = SockaddrUn.of(("\0" + name).getBytes(UTF_8));
            TestLibC.INSTANCE.connect(client, address, address.length);
            try (SocketChannel sender = Adopted.as(SocketChannel.class, client);
                    SocketChannel accepted = server.accept()) {
                sender.write(ByteBuffer.wrap(new byte[3]));
                sender.write(ByteBuffer.wrap(new byte[2]));
                ByteBuffer buffer = ByteBuffer.allocate(10);
                assertThat(accepted.read(buffer)).isEqualTo(3);
                assertThat(accepted.read(buffer)).isEqualTo(2);
            }
        }
    }
}
