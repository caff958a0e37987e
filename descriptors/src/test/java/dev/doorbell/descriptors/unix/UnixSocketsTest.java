package dev.doorbell.descriptors.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.TestLibC;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "files have no mode there")
@Timeout(30)
class UnixSocketsTest {
    private static final int BACKLOG = 8;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"rw-------,0", "rw-rw-rw-,0777", "---------,0", "rwxrwxrwx,0777"})
    void the_path_gets_the_mode_whatever_the_umask(String mode, String umask) throws IOException {
        Path path = directory.resolve("s");
        int before = TestLibC.INSTANCE.umask(Integer.parseInt(umask, 8));
        try (ServerSocketChannel server = UnixSockets.bind(
                        CNumber.SOCK_STREAM, path, Optional.of(PosixFilePermissions.fromString(mode)), BACKLOG)
                .channel()) {
            assertThat(server.getLocalAddress()).isEqualTo(UnixDomainSocketAddress.of(path));
            assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString(mode));
        } finally {
            TestLibC.INSTANCE.umask(before);
        }
    }

    @Test
    void nobody_can_connect_before_the_mode_is_in_effect() throws IOException {
        Path path = directory.resolve("s");
        AtomicBoolean looked = new AtomicBoolean();
        Set<PosixFilePermission> mode = new LookedAt() {
            @Override
            void look() throws IOException {
                if (!Files.exists(path)) {
                    return;
                }
                looked.set(true);
                assertThatThrownBy(() -> connect(path)).isInstanceOf(ConnectException.class);
            }
        };
        try (ServerSocketChannel server = UnixSockets.bind(CNumber.SOCK_STREAM, path, Optional.of(mode), BACKLOG)
                .channel()) {
            assertThat(looked).isTrue();
            assertThat(server.isOpen()).isTrue();
            connect(path);
        }
    }

    @Test
    void it_listens_with_the_backlog() throws IOException {
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = UnixSockets.bind(CNumber.SOCK_STREAM, path, Optional.of(ownerOnly()), 1)
                        .channel();
                SocketChannel first = client();
                SocketChannel second = client();
                SocketChannel third = client()) {
            assertThat(server.isOpen()).isTrue();
            assertThat(first.connect(UnixDomainSocketAddress.of(path))).isTrue();
            assertThat(second.connect(UnixDomainSocketAddress.of(path))).isTrue();
            // Linux lets one more wait than the backlog says, and then would block
            assertThatIOException().isThrownBy(() -> third.connect(UnixDomainSocketAddress.of(path)));
        }
    }

    @Test
    void where_something_is_already_that_stays_and_nothing_is_left_open() throws IOException {
        Path path = Files.writeString(directory.resolve("s"), "mine");
        long open = RawSocket.openDescriptors();
        assertThatThrownBy(() -> UnixSockets.bind(CNumber.SOCK_STREAM, path, Optional.of(ownerOnly()), BACKLOG))
                .isInstanceOf(BindException.class);
        assertThat(path).hasContent("mine");
        assertThat(RawSocket.openDescriptors()).isEqualTo(open);
    }

    @Test
    void where_the_mode_cannot_be_set_the_path_is_removed_and_nothing_is_left_open() throws IOException {
        Path path = directory.resolve("s");
        Set<PosixFilePermission> mode = new LookedAt() {
            @Override
            void look() {
                throw new UnsupportedOperationException("no modes here");
            }
        };
        long open = RawSocket.openDescriptors();
        assertThatThrownBy(() -> UnixSockets.bind(CNumber.SOCK_STREAM, path, Optional.of(mode), BACKLOG))
                .hasMessage("no modes here");
        assertThat(path).doesNotExist();
        assertThat(RawSocket.openDescriptors()).isEqualTo(open);
    }

    @Test
    void where_the_path_is_gone_by_then_the_failure_is_told_and_nothing_is_left_open() throws IOException {
        Path path = directory.resolve("s");
        Set<PosixFilePermission> mode = new LookedAt() {
            @Override
            void look() throws IOException {
                if (!Files.exists(path)) {
                    return;
                }
                // now it cannot be removed as a socket, nor given a mode
                Files.delete(path);
                Files.createDirectory(path);
                Files.createFile(path.resolve("child"));
                throw new IOException("not as it was");
            }
        };
        long open = RawSocket.openDescriptors();
        assertThatThrownBy(() -> UnixSockets.bind(CNumber.SOCK_STREAM, path, Optional.of(mode), BACKLOG))
                .hasMessageContaining("not as it was");
        assertThat(RawSocket.openDescriptors()).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({"022", "0"})
    void a_link_that_comes_in_the_place_of_the_socket_is_never_followed(String umask) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path path = directory.resolve("s");
        Path ours = Files.createFile(directory.resolve("ours"), PosixFilePermissions.asFileAttribute(ownerOnly()));
        Set<PosixFilePermission> mode = new LookedAt(PosixFilePermissions.fromString("rw-rw-rw-")) {
            @Override
            void look() throws IOException {
                if (Files.exists(path)) {
                    Files.delete(path);
                    Files.createSymbolicLink(path, ours);
                }
            }
        };
        int before = TestLibC.INSTANCE.umask(Integer.parseInt(umask, 8));
        try (ServerSocketChannel server = UnixSockets.bind(CNumber.SOCK_STREAM, path, Optional.of(mode), BACKLOG)
                .channel()) {
            assertThat(server.isOpen()).isTrue();
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining(path.toString());
        } finally {
            TestLibC.INSTANCE.umask(before);
        }
        assertThat(Files.getPosixFilePermissions(ours)).isEqualTo(ownerOnly());
    }

    @Test
    void a_mode_that_the_umask_cuts_is_refused_where_others_can_replace_files() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path path = directory.resolve("s");
        Set<PosixFilePermission> everybody = PosixFilePermissions.fromString("rw-rw-rw-");
        int before = TestLibC.INSTANCE.umask(022);
        long open = RawSocket.openDescriptors();
        try {
            assertThatThrownBy(() -> UnixSockets.bind(CNumber.SOCK_STREAM, path, Optional.of(everybody), BACKLOG))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("the umask leaves the mode 0644 of 0666")
                    .hasMessageContaining("other users can replace files in " + directory.toRealPath());
        } finally {
            TestLibC.INSTANCE.umask(before);
        }
        assertThat(path).doesNotExist();
        assertThat(RawSocket.openDescriptors()).isEqualTo(open);
    }

    @Test
    void where_the_umask_leaves_the_mode_nothing_is_changed_by_path() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path path = directory.resolve("s");
        int before = TestLibC.INSTANCE.umask(022);
        try (ServerSocketChannel server = UnixSockets.bind(CNumber.SOCK_STREAM, path, Optional.of(ownerOnly()), BACKLOG)
                .channel()) {
            assertThat(server.isOpen()).isTrue();
            assertThat(Files.getPosixFilePermissions(path)).isEqualTo(ownerOnly());
        } finally {
            TestLibC.INSTANCE.umask(before);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has abstract names")
    void an_abstract_name_that_is_taken_leaves_nothing_open() throws IOException {
        String name = "doorbell-" + System.nanoTime();
        try (ServerSocketChannel server = UnixSockets.bindAbstract(CNumber.SOCK_STREAM, name, BACKLOG)) {
            assertThat(server.isOpen()).isTrue();
            long open = RawSocket.openDescriptors();
            assertThatThrownBy(() -> UnixSockets.bindAbstract(CNumber.SOCK_STREAM, name, BACKLOG))
                    .isInstanceOf(BindException.class)
                    .hasMessage("Address already in use: @" + name);
            assertThat(RawSocket.openDescriptors()).isEqualTo(open);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has abstract names")
    void an_abstract_name_has_at_most_107_bytes() throws IOException {
        String longest = "\u00fc".repeat(53) + "x";
        try (ServerSocketChannel server = UnixSockets.bindAbstract(CNumber.SOCK_STREAM, longest, BACKLOG)) {
            assertThat(server.isOpen()).isTrue();
        }
        assertThatThrownBy(() -> UnixSockets.bindAbstract(CNumber.SOCK_STREAM, longest + "x", BACKLOG))
                .hasMessageContaining("expected an address of at most 107 bytes, got 108: @");
    }

    private static Set<PosixFilePermission> ownerOnly() {
        return PosixFilePermissions.fromString("rw-------");
    }

    private static SocketChannel client() throws IOException {
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        client.configureBlocking(false);
        return client;
    }

    private static void connect(Path path) throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertThat(client.isConnected()).isTrue();
        }
    }

    /** Permissions that are looked at when the file gets them: a moment between bind and listen. */
    private abstract static class LookedAt extends AbstractSet<PosixFilePermission> {
        private final Set<PosixFilePermission> permissions;

        LookedAt() {
            this(ownerOnly());
        }

        LookedAt(Set<PosixFilePermission> permissions) {
            this.permissions = permissions;
        }

        abstract void look() throws IOException;

        @Override
        public Iterator<PosixFilePermission> iterator() {
            try {
                look();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return permissions.iterator();
        }

        @Override
        public int size() {
            return permissions.size();
        }
    }
}
