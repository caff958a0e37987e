package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Listener;
import dev.doorbell.descriptors.unix.SockaddrUn;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A UNIX spec with a path where nothing is yet. */
@Timeout(30)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no file modes")
class UnixPathTest {
    @TempDir
    private Path directory;

    @Test
    void a_client_reaches_it_by_its_path() throws Exception {
        Path path = directory.resolve("control.sock");
        try (Listener control = Fallback.bind(path)) {
            assertThat(control.address()).hasToString("Optional[" + path + "]");
            Clients.assertReached(control, path);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0600,rw-------",
        "0660,rw-rw----",
        "0666,rw-rw-rw-",
        "0777,rwxrwxrwx",
        "0000,---------",
        "0124,--x-w-r--"
    })
    void the_mode_is_the_one_that_is_asked_for(String mode, String permissions) throws Exception {
        Path path = directory.resolve("control.sock");
        try (Listener control = Fallback.bind("control=unix://" + path + "?mode=" + mode)) {
            assertThat(permissions(path)).isEqualTo(permissions);
            assertThat(control.serverSocketChannel().getLocalAddress()).isEqualTo(UnixDomainSocketAddress.of(path));
        }
    }

    @Test
    void a_client_reaches_one_with_a_mode() throws Exception {
        Path path = directory.resolve("control.sock");
        try (Listener control = Fallback.bind("control=unix://" + path + "?mode=0600")) {
            Clients.assertReached(control, path);
        }
    }

    @Test
    void without_a_mode_the_umask_decides() throws Exception {
        Path plain = directory.resolve("plain.sock");
        Path path = directory.resolve("control.sock");
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                Listener control = Fallback.bind(path)) {
            other.bind(UnixDomainSocketAddress.of(plain));
            assertThat(permissions(path)).isEqualTo(permissions(plain));
            assertThat(control.address()).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "?mode=0600"})
    void the_longest_path_that_the_jdk_takes_is_bound(String options) throws Exception {
        Path path = pathOf(SockaddrUn.longestPathOfJdk());
        try (Listener control = Fallback.bind("control=unix://" + path + options)) {
            Clients.assertReached(control, path);
        }
    }

    @Test
    void a_longer_path_is_told_with_its_length_and_the_most() throws Exception {
        Path path = pathOf(SockaddrUn.longestPathOfJdk() + 1);
        assertThatThrownBy(() -> Fallback.bind(path))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("control=unix://" + path)
                .hasMessageEndingWith(": it has " + (SockaddrUn.longestPathOfJdk() + 1) + " bytes, and at most "
                        + SockaddrUn.longestPathOfJdk() + " fit. Use a shorter one.");
        assertThat(path).doesNotExist();
    }

    private Path pathOf(int bytes) throws IOException {
        String parent = directory.toRealPath().toString();
        return Path.of(parent, "x".repeat(bytes - parent.length() - 1));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
