package dev.doorbell.provider.fallback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Listener;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.OperatingSystem;
import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A UNIX spec with a path where another program's socket is, or was. */
@Timeout(30)
@EnabledOnOs(value = OS.LINUX, disabledReason = "makes sockets through libc with Linux's numbers")
class StaleSocketTest {
    @TempDir
    private Path directory;

    @Test
    void a_socket_where_nobody_lives_is_replaced() throws Exception {
        Path path = directory.resolve("s");
        leaveBehind(path);
        try (Listener control = Fallback.bind(path)) {
            Clients.assertReached(control, path);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_socket_where_nobody_lives_is_replaced_with_the_mode_that_is_asked_for() throws Exception {
        Path path = directory.resolve("s");
        leaveBehind(path);
        try (Listener control = Fallback.bind("control=unix://" + path + "?mode=0600")) {
            Clients.assertReached(control, path);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LINUX", "WINDOWS"})
    void a_refusal_says_nothing_of_a_busy_socket_on_any_other_unix(OperatingSystem system) {
        assertThat(StaleSocket.refusesWhenBusy(system)).isTrue();
    }

    @Test
    void a_live_socket_stays_and_is_an_error() throws Exception {
        Path path = directory.resolve("s");
        try (ServerSocketChannel other = listen(path)) {
            assertInUse(path, "a live socket is there");
            // the probe's own connection comes first
            other.accept().close();
            Clients.assertReached(other, UnixDomainSocketAddress.of(path));
        }
    }

    @Test
    void a_live_socket_whose_backlog_is_full_stays() throws Exception {
        Path path = directory.resolve("s");
        int socket = LibC.bound(LibC.SOCK_STREAM, path.toString());
        LibC.INSTANCE.listen(socket, 0);
        int first = LibC.connected(path.toString());
        assertInUse(path, "a socket is there that may be in use (");
        LibC.INSTANCE.close(first);
        LibC.INSTANCE.close(socket);
    }

    @Test
    void a_probe_that_gets_no_descriptor_is_told_as_such() throws Exception {
        Path path = directory.resolve("s");
        leaveBehind(path);
        Process process =
                new OtherJvm("sh", "-c", "ulimit -n 80; exec \"$@\"", "sh").start(FullProgram.class, path.toString());
        List<String> printed = new String(process.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(String.join("\n", printed)).isZero();
        assertThat(printed).hasSizeGreaterThan(2).endsWith("bound");
        assertThat(printed.subList(0, printed.size() - 1))
                .allSatisfy(told -> assertThat(told)
                        .startsWith("java.net.BindException: cannot bind " + path + " for the spec control=unix://"
                                + path + ": ")
                        .endsWith("Too many open files (EMFILE). Raise the limit (ulimit -n, LimitNOFILE= in a systemd"
                                + " unit), or keep fewer files open."));
    }

    @ParameterizedTest
    @ValueSource(ints = {LibC.SOCK_DGRAM, LibC.SOCK_SEQPACKET})
    void a_live_socket_of_another_type_stays(int type) throws Exception {
        Path path = directory.resolve("s");
        int socket = LibC.bound(type, path.toString());
        assertInUse(path, "a socket is there that may be in use (");
        LibC.INSTANCE.close(socket);
    }

    @ParameterizedTest
    @ValueSource(ints = {LibC.SOCK_STREAM, LibC.SOCK_DGRAM, LibC.SOCK_SEQPACKET})
    void a_stale_socket_of_any_type_is_replaced(int type) throws Exception {
        Path path = directory.resolve("s");
        LibC.INSTANCE.close(LibC.bound(type, path.toString()));
        try (Listener control = Fallback.bind(path)) {
            Clients.assertReached(control, path);
        }
    }

    @Test
    void a_socket_that_was_left_just_now_is_replaced_too() throws Exception {
        Path path = directory.resolve("s");
        listen(path).close();
        try (Listener control = Fallback.bind(path)) {
            Clients.assertReached(control, path);
        }
    }

    @Test
    void another_programs_socket_that_came_between_probe_and_removal_stays() throws Exception {
        Path path = directory.resolve("s");
        leaveBehind(path);
        SocketFile stale = SocketFile.at(path);
        Files.delete(path);
        // ext4 gives the new file the inode of the deleted one
        try (ServerSocketChannel other = listen(path)) {
            assertThatThrownBy(() -> StaleSocket.remove(spec(path), new Address.File(path), stale))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("a live socket is there");
            assertThat(directory.toFile().list()).containsExactly("s");
            Clients.assertReached(other, UnixDomainSocketAddress.of(path));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {LibC.SOCK_STREAM, LibC.SOCK_SEQPACKET})
    void a_socket_that_is_bound_and_does_not_listen_yet_stays_however_old_it_is(int type) throws Exception {
        Path path = directory.resolve("s");
        int socket = LibC.bound(type, path.toString());
        Files.setLastModifiedTime(path, aMinuteAgo());
        assertInUse(path, "a socket is there that may be in use (");
        LibC.INSTANCE.listen(socket, 1);
        LibC.INSTANCE.close(LibC.connected(type, path.toString()));
        LibC.INSTANCE.close(socket);
    }

    /** XNU refuses a connection to a full backlog, so a refusal tells nothing there: sonewconn() in uipc_socket2.c. */
    @Test
    void without_jna_a_socket_that_refuses_on_macos_is_not_taken_for_stale() throws Exception {
        Path path = directory.resolve("s");
        leaveBehind(path);
        assertThat(new OtherJvm()
                        .option("-Ddoorbell.os=Mac OS X")
                        .withoutJar("jna")
                        .bind("control=unix://" + path))
                .startsWith("java.net.BindException: cannot bind " + path)
                .contains("net.java.dev.jna:jna");
        assertThat(path).exists();
    }

    @Test
    void without_jna_a_socket_that_refuses_is_stale_elsewhere() throws Exception {
        Path path = directory.resolve("s");
        leaveBehind(path);
        assertThat(new OtherJvm().withoutJar("jna").bind("control=unix://" + path))
                .startsWith("bound " + path);
    }

    private void assertInUse(Path path, String why) throws IOException {
        OpenDescriptors.assertNoneLeftBy(() -> assertThatThrownBy(() -> Fallback.bind(path))
                .isInstanceOf(BindException.class)
                .hasMessageStartingWith("cannot bind " + path + " for the spec control=unix://" + path + ": ")
                .hasMessageContaining(why)
                .hasMessageEndingWith(". Stop the program that listens there, or use another path."));
        assertThat(directory.toFile().list()).containsExactly("s");
    }

    private static ListenerSpec spec(Path path) {
        return ListenerSpec.unix("control", path);
    }

    private static ServerSocketChannel listen(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }

    /** Leaves the file of a program that died some time ago. */
    static void leaveBehind(Path path) throws IOException {
        listen(path).close();
        Files.setLastModifiedTime(path, aMinuteAgo());
    }

    private static FileTime aMinuteAgo() {
        return FileTime.from(Instant.now().minusSeconds(60));
    }
}
