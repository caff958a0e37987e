package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Binding where this user may not, or where the kernel gives no more. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "takes rights away with setpriv(1)")
class RightsTest {
    @TempDir
    private Path directory;

    @AfterEach
    void giveRightsBack() throws IOException {
        allow("rwxr-xr-x");
    }

    @ParameterizedTest
    @Needs({"setpriv", "privileged ports"})
    @ValueSource(strings = {"tcp", "udp"})
    void a_privileged_port_is_told_with_who_could_pass_it(String scheme) throws Exception {
        String spec = "http=" + scheme + "://127.0.0.1:1023";
        assertThat(OtherJvm.withoutRights().bind(spec))
                .startsWith("java.net.BindException: cannot bind 127.0.0.1:1023 for the spec " + spec
                        + ": Permission denied (EACCES). Let a service manager pass the port as \"http\"");
    }

    @ParameterizedTest
    @Needs("setpriv")
    @ValueSource(strings = {"r-xr-xr-x", "r--r--r--", "---------"})
    void a_directory_that_may_not_be_written_is_named(String permissions) throws Exception {
        Path path = directory.resolve("s");
        allow(permissions);
        assertThat(OtherJvm.withoutRights().bind("control=unix://" + path))
                .startsWith("java.net.BindException: cannot bind " + path + " for the spec control=unix://" + path
                        + ": Permission denied (EACCES). Let this user write to " + directory + ",");
    }

    @Test
    @Needs("setpriv")
    void a_stale_socket_that_may_not_be_removed_stays() throws Exception {
        Path path = directory.resolve("s");
        listen(path).close();
        allow("r-xr-xr-x");
        assertThat(OtherJvm.withoutRights().bind("control=unix://" + path))
                .contains(": Permission denied (EACCES). Let this user write to " + directory + ",");
        assertThat(path).exists();
    }

    @Test
    @Needs("setpriv")
    void a_socket_that_may_not_be_connected_to_is_not_taken_for_stale() throws Exception {
        Path path = directory.resolve("s");
        listen(path).close();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
        assertThat(OtherJvm.withoutRights().bind("control=unix://" + path))
                .contains(": a socket is there that may be in use (Permission denied). Stop the program");
        assertThat(path).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:0", "udp://127.0.0.1:0", "unix://DIR/NUMBER"})
    void a_full_table_of_descriptors_is_told_and_everything_is_let_go(String uri) throws Exception {
        String[] specs = new String[100];
        for (int i = 0; i < specs.length; i++) {
            specs[i] = i + "=" + uri.replace("DIR", directory.toString()).replace("NUMBER", i + "");
        }
        OtherJvm jvm = new OtherJvm("sh", "-c", "ulimit -n 80; exec \"$@\"", "sh");
        assertThat(jvm.bind(specs))
                .startsWith("java.net.BindException: cannot bind ")
                .contains(": Too many open files (EMFILE). Raise the limit");
        assertThat(directory).isEmptyDirectory();
    }

    private void allow(String permissions) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
    }

    private static ServerSocketChannel listen(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }
}
