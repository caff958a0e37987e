package dev.doorbell.descriptors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Native;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.descriptors.unix.UnixAddress;
import dev.doorbell.spec.Address;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules; that each answer is libsystemd's, e2e's {@code SdIsIT} shows for every kind of descriptor. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "makes its descriptors with the C library of Linux")
class DescriptorChecksTest {
    private static final SocketPattern ANY = SocketPattern.any();
    private static final String UNIQUE =
            "doorbell-checks-" + ProcessHandle.current().pid() + "-";

    @TempDir
    private Path directory;

    private int number = -1;

    @AfterEach
    void close() throws IOException {
        if (number >= 0) {
            RawSocket.close(number);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 4_000, Integer.MAX_VALUE})
    void a_number_that_is_not_open_is_an_error_and_not_a_no(int closed) {
        DescriptorChecks checks = DescriptorChecks.of(closed);
        assertThatThrownBy(checks::isFifo)
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("cannot check fd " + closed + ": it is not open (EBADF)");
        assertThatThrownBy(checks::isSpecial).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(checks::isSocket).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(checks::isInet).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(checks::isUnix).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(checks::isMessageQueue).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> checks.isMessageQueue("x")).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void a_fifo_is_told_by_device_and_inode() throws Exception {
        Path path = directory.resolve("fifo");
        TestLibC.INSTANCE.mkfifo(Native.toByteArray(path.toString()), 0600);
        DescriptorChecks checks = opened(path);
        assertThat(checks.isFifo()).isTrue();
        assertThat(checks.isFifo(path)).isTrue();
        assertThat(checks.isFifo(Files.createSymbolicLink(directory.resolve("link"), path)))
                .isTrue();
        assertThat(checks.isFifo(directory)).isFalse();
        assertThat(checks.isSpecial()).isFalse();
        assertThat(checks.isSocket()).isFalse();
        assertThat(checks.isMessageQueue()).isFalse();
    }

    @Test
    void a_path_where_nothing_can_be_is_a_no() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        DescriptorChecks checks = opened(file);
        assertThat(checks.isSpecial(directory.resolve("missing"))).isFalse();
        assertThat(checks.isSpecial(file.resolve("below/a/file"))).isFalse();
        assertThat(checks.isSpecial(Path.of("").toAbsolutePath().relativize(file.resolve("below"))))
                .isFalse();
    }

    @Test
    void a_path_that_cannot_be_looked_up_is_an_error() throws Exception {
        DescriptorChecks checks = opened(Files.createFile(directory.resolve("file")));
        Path loop = directory.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        assertThatThrownBy(() -> checks.isSpecial(loop)).isInstanceOf(FileSystemException.class);
        Path tooLong = directory.resolve("x".repeat(256));
        assertThatThrownBy(() -> checks.isSpecial(tooLong)).isInstanceOf(FileSystemException.class);
    }

    @Test
    void a_regular_file_is_special_by_its_inode_and_a_device_by_what_it_is() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        DescriptorChecks checks = opened(file);
        assertThat(checks.isSpecial()).isTrue();
        assertThat(checks.isSpecial(file)).isTrue();
        assertThat(checks.isSpecial(Files.createLink(directory.resolve("same"), file)))
                .isTrue();
        assertThat(checks.isSpecial(Files.createFile(directory.resolve("other"))))
                .isFalse();
        assertThat(checks.isMessageQueue()).isFalse();
        close();
        DescriptorChecks device = opened(Path.of("/dev/zero"));
        assertThat(device.isSpecial(Path.of("/dev/zero"))).isTrue();
        assertThat(device.isSpecial(Path.of("/dev/null"))).isFalse();
        assertThat(device.isSpecial(file)).isFalse();
    }

    @Test
    void of_a_socket_only_what_the_pattern_says_counts() throws IOException {
        DescriptorChecks checks = checks(RawSocket.tcp("127.0.0.1"));
        assertThat(checks.isSocket()).isTrue();
        assertThat(checks.isSocket(ANY)).isTrue();
        assertThat(checks.isSocket(ANY.ipv4().stream().listening(true))).isTrue();
        assertThat(checks.isSocket(ANY.ipv6())).isFalse();
        assertThat(checks.isSocket(ANY.datagram())).isFalse();
        assertThat(checks.isSocket(ANY.listening(false))).isFalse();
        assertThat(checks.isSpecial()).isFalse();
    }

    @Test
    void an_ip_socket_is_told_by_its_port() throws IOException {
        DescriptorChecks checks = checks(RawSocket.udp("::1"));
        int port = ((Address.Ip) DescriptorFacts.of(number).address().orElseThrow()).port();
        assertThat(checks.isInet()).isTrue();
        assertThat(checks.isInet(ANY, port)).isTrue();
        assertThat(checks.isInet(ANY, port == 1 ? 2 : port - 1)).isFalse();
        assertThat(checks.isInet(ANY.ipv4(), port)).isFalse();
        assertThat(checks.isUnix()).isFalse();
    }

    @Test
    void what_no_socket_can_be_is_refused_rather_than_denied() throws IOException {
        DescriptorChecks checks = checks(RawSocket.tcp("127.0.0.1"));
        assertThatIllegalArgumentException().isThrownBy(() -> checks.isInet(ANY, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> checks.isInet(ANY, 65536));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> checks.isInet(ANY.unix()))
                .withMessageContaining("expected a pattern for an IP socket, got the family AF_UNIX");
        assertThatIllegalArgumentException().isThrownBy(() -> checks.isUnix(ANY.ipv4()));
        assertThatIllegalArgumentException().isThrownBy(() -> checks.isUnix(ANY, Path.of("")));
    }

    @Test
    void a_unix_socket_is_told_by_the_path_that_was_bound_whatever_is_there_now() throws IOException {
        Path path = directory.resolve("s");
        DescriptorChecks checks = checks(RawSocket.unix(path));
        assertThat(checks.isUnix()).isTrue();
        assertThat(checks.isUnix(ANY.listening(true), path)).isTrue();
        Files.delete(path);
        assertThat(checks.isUnix(ANY, path)).isTrue();
        assertThat(checks.isUnix(ANY.datagram(), path)).isFalse();
        assertThat(checks.isUnix(ANY, directory.resolve("./s"))).isFalse();
        assertThat(checks.isUnnamedUnix(ANY)).isFalse();
        assertThat(checks.isUnix(ANY, new Address.Abstract(path.toString()))).isFalse();
        assertThat(checks.isInet()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "n\u00e4me", "new\nline", "\n", "two\n\n", "00000000: x", " ", "", "a\0b", "@"})
    void an_abstract_name_is_compared_to_its_end(String text) throws IOException {
        String name = UNIQUE + text;
        DescriptorChecks checks = checks(UnixAddress.bound(TestLibC.SOCK_DGRAM, ("\0" + name).getBytes(UTF_8)));
        assertThat(checks.isUnix(ANY, new Address.Abstract(name))).isTrue();
        assertThat(checks.isUnix(ANY, new Address.Abstract(name + "\n"))).isFalse();
        assertThat(checks.isUnix(ANY, new Address.Abstract(name + "\0"))).isFalse();
        assertThat(checks.isUnix(ANY, new Address.Abstract(name.substring(0, name.length() - 1))))
                .isFalse();
        assertThat(checks.isUnix(ANY, Path.of("@" + name.replace('\0', '@')))).isFalse();
        assertThat(checks.isUnnamedUnix(ANY)).isFalse();
    }

    @Test
    void an_unnamed_socket_is_unnamed() throws IOException {
        DescriptorChecks checks = checks(UnixAddress.ofPair(TestLibC.SOCK_STREAM));
        assertThat(checks.isUnnamedUnix(ANY)).isTrue();
        assertThat(checks.isUnnamedUnix(ANY.listening(true))).isFalse();
        assertThat(checks.isUnix(ANY, new Address.Abstract(""))).isFalse();
    }

    private DescriptorChecks opened(Path path) {
        return checks(TestLibC.INSTANCE.open(Native.toByteArray(path.toString()), TestLibC.O_RDWR));
    }

    private DescriptorChecks checks(int open) {
        number = open;
        return DescriptorChecks.of(open);
    }
}
