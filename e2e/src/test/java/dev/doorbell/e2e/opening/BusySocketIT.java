package dev.doorbell.e2e.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.darwin.Darwin;
import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The file of a UNIX socket on macOS, under the Darwin personality. A server with a full backlog refuses connections as a
 * dead one does ({@code unp_connect()} of bsd/kern/uipc_usrreq.c), and its file must stay.
 */
@Needs("cc")
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "preloads a library of Linux")
class BusySocketIT {
    @TempDir
    private Path directory;

    private final Deque<SocketChannel> waiting = new ArrayDeque<>();

    @AfterEach
    void close() throws IOException {
        while (!waiting.isEmpty()) {
            waiting.pop().close();
        }
    }

    @Test
    void the_file_of_a_server_whose_backlog_is_full_stays() throws Exception {
        Path path = directory.resolve("x.sock");
        try (ServerSocketChannel busy = listen(path, 1)) {
            fill(path);
            Object file = file(path);
            try (Program program = start(path, "")) {
                assertThat(program.exitCode()).as("%s", program.out()).isEqualTo(1);
                assertThat(String.join("\n", program.err())).contains("a socket is there that may be in use");
            }
            assertThat(file(path)).isEqualTo(file);
            busy.accept().close();
            waiting.push(SocketChannel.open(UnixDomainSocketAddress.of(path)));
        }
    }

    @Test
    void a_stale_file_is_replaced() throws Exception {
        Path path = directory.resolve("x.sock");
        listen(path, 1).close();
        try (Program program = start(path, "")) {
            program.outUntil("ready");
            Echo.overUnix(path);
            assertThat(program.terminate()).isZero();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"0600,rw-------", "0660,rw-rw----", "0666,rw-rw-rw-"})
    void a_socket_has_its_mode(String mode, String permissions) throws Exception {
        Path path = directory.resolve("x.sock");
        try (Program program = start(path, "?mode=" + mode)) {
            program.outUntil("ready");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo(permissions);
            assertThat(program.terminate()).isZero();
        }
    }

    private void fill(Path path) throws IOException {
        try {
            while (true) {
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
                waiting.push(client);
                client.configureBlocking(false);
                client.connect(UnixDomainSocketAddress.of(path));
            }
        } catch (IOException full) {
            waiting.pop().close();
        }
    }

    private static ServerSocketChannel listen(Path path, int backlog) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path), backlog);
    }

    private static Object file(Path path) throws IOException {
        return String.valueOf(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }

    private static Program start(Path path, String options) throws IOException {
        return Program.start(EchoDaemon.command("x=unix://" + path + options), Darwin.environment());
    }
}
