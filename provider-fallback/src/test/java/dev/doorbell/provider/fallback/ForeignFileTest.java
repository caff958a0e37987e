package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A UNIX spec with a path with a file that is not a socket: an error, and it stays. */
@Timeout(30)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has neither FIFOs nor devices")
class ForeignFileTest {
    @TempDir
    private Path directory;

    @Test
    void a_regular_file_stays() throws Exception {
        Path file = Files.writeString(directory.resolve("s"), "precious");
        assertRefused(file, "a regular file");
        assertThat(file).hasContent("precious");
    }

    @Test
    void a_directory_stays() throws Exception {
        Path there = Files.createDirectory(directory.resolve("s"));
        assertRefused(there, "a directory");
        assertThat(there).isDirectory();
    }

    @Test
    void a_symbolic_link_to_a_live_socket_stays() throws Exception {
        Path socket = directory.resolve("live");
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(socket));
            Path link = Files.createSymbolicLink(directory.resolve("s"), socket);
            assertRefused(link, "a symbolic link");
            assertThat(link).isSymbolicLink();
            Clients.assertReached(other, UnixDomainSocketAddress.of(socket));
        }
    }

    @Test
    void a_symbolic_link_to_a_stale_socket_stays() throws Exception {
        Path socket = directory.resolve("stale");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))
                .close();
        Path link = Files.createSymbolicLink(directory.resolve("s"), socket);
        assertRefused(link, "a symbolic link");
        assertThat(socket).exists();
    }

    @Test
    void a_symbolic_link_to_nothing_stays() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("s"), directory.resolve("missing"));
        assertRefused(link, "a symbolic link");
        assertThat(directory.resolve("missing")).doesNotExist();
    }

    @Test
    void a_fifo_stays() throws Exception {
        Path fifo = directory.resolve("s");
        Tools.lines("mkfifo", fifo.toString());
        assertRefused(fifo, "a FIFO or device");
    }

    @Test
    void a_device_stays() {
        assertRefused(Path.of("/dev/null"), "a FIFO or device");
    }

    private static void assertRefused(Path path, String what) {
        assertThatThrownBy(() -> Fallback.bind(path))
                .isInstanceOf(BindException.class)
                .hasMessage("cannot bind " + path + " for the spec control=unix://" + path + ": " + what
                        + " is there, not a socket that could be replaced. Move it away, or use another path.");
        assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
}
