package dev.doorbell.e2e.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Ran;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoService;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Options of a real socket unit, as a program sees them. The program does not change them. */
@Needs({"ip", "python3", "private systemd"})
@Timeout(120)
@Tag("once")
class UnitOptionsIT {
    @Booted
    private static PrivateSystemd systemd;

    @Test
    void RemoveOnStop_is_left_to_the_manager() throws Exception {
        EchoService echo = EchoService.install(systemd, "removed", "x")
                .with("removed", "ListenStream=/run/removed.sock", "RemoveOnStop=yes", "FileDescriptorName=x")
                .listening();
        systemd.client("stream", "/run/removed.sock");
        echo.stop();
        assertThat(exists("/run/removed.sock")).as("after the service").isTrue();
        systemd.client("stream", "/run/removed.sock");
        echo.stop();
        echo.stopSockets();
        assertThat(exists("/run/removed.sock")).as("after its socket").isFalse();
    }

    @Test
    void without_RemoveOnStop_the_path_stays() throws Exception {
        EchoService echo = EchoService.install(systemd, "kept", "x")
                .with("kept", "ListenStream=/run/kept.sock", "FileDescriptorName=x")
                .listening();
        systemd.client("stream", "/run/kept.sock");
        echo.stop();
        echo.stopSockets();
        assertThat(exists("/run/kept.sock")).isTrue();
    }

    @Test
    void a_client_of_a_symlink_is_served_and_the_address_is_the_path() throws Exception {
        EchoService echo = EchoService.install(systemd, "linked", "x")
                .with(
                        "linked",
                        "ListenStream=/run/linked.sock",
                        "Symlinks=/run/link1.sock /run/deep/link2.sock",
                        "RemoveOnStop=yes",
                        "FileDescriptorName=x")
                .listening();
        systemd.client("stream", "/run/link1.sock");
        systemd.client("stream", "/run/deep/link2.sock");
        assertThat(echo.described()).containsExactly("x UNIX_STREAM 3 /run/linked.sock");
        echo.stop();
        assertThat(exists("/run/link1.sock")).as("after the service").isTrue();
        echo.stopSockets();
        assertThat(exists("/run/link1.sock")).as("after its socket").isFalse();
    }

    @Test
    void a_program_that_asks_for_a_symlink_gets_the_socket_behind_it() throws Exception {
        EchoService echo = EchoService.install(
                        systemd, "asked", "--when-missing", "fail", "x=unix:///run/asked-link.sock")
                .with("asked", "ListenStream=/run/asked.sock", "Symlinks=/run/asked-link.sock")
                .started();
        assertThat(echo.described()).containsExactly("x UNIX_STREAM 3 /run/asked.sock");
        systemd.client("stream", "/run/asked-link.sock");
        echo.stop();
    }

    @Test
    void SocketMode_and_its_owner_stay_as_the_unit_says() throws Exception {
        EchoService echo = EchoService.install(systemd, "moded", "x=unix:///run/moded.sock?mode=0600")
                .with(
                        "moded",
                        "ListenStream=/run/moded.sock",
                        "SocketMode=0660",
                        "SocketGroup=daemon",
                        "FileDescriptorName=x")
                .listening();
        systemd.client("stream", "/run/moded.sock");
        Path path = systemd.path("/run/moded.sock");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-rw----");
        assertThat(as("daemon", "/run/moded.sock").status())
                .as("a client of the group")
                .isZero();
        assertThat(as("nogroup", "/run/moded.sock").err().toString()).contains("Permission denied");
        echo.stop();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-rw----");
    }

    private static Ran as(String group, String path) throws Exception {
        String script = "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])";
        return systemd.runAnyway(List.of(
                "setpriv",
                "--reuid=nobody",
                "--regid=" + group,
                "--clear-groups",
                "/usr/bin/python3",
                "-c",
                script,
                path));
    }

    @Test
    void BindIPv6Only_both_serves_clients_of_either_version_and_matches_the_address_of_either() throws Exception {
        for (String address : List.of("tcp://[::]:9101", "tcp://0.0.0.0:9101")) {
            EchoService echo = EchoService.install(systemd, "both", "--when-missing", "fail", "any=" + address)
                    .with("both", "ListenStream=9101", "BindIPv6Only=both")
                    .listening();
            systemd.client("tcp", "127.0.0.1", "9101");
            systemd.client("tcp", "::1", "9101");
            assertThat(systemd.journal("both.service"))
                    .contains(
                            "{\"name\":\"any\",\"kind\":\"TCP\",\"provider\":\"systemd\",\"fd\":3,\"address\":\"[::]:9101\"}");
            echo.stop();
            echo.stopSockets();
        }
    }

    @Test
    void BindIPv6Only_ipv6_only_is_not_taken_for_the_address_of_the_other_version() throws Exception {
        EchoService echo = EchoService.install(systemd, "only6", "six=tcp://[::]:9102", "four=tcp://0.0.0.0:9102")
                .with("only6", "ListenStream=9102", "BindIPv6Only=ipv6-only")
                .started();
        assertThat(echo.described()).containsExactlyInAnyOrder("six TCP 3 [::]:9102", "four TCP null 0.0.0.0:9102");
        systemd.client("tcp", "127.0.0.1", "9102");
        systemd.client("tcp", "::1", "9102");
        echo.stop();
    }

    @Test
    void ReusePort_two_services_share_a_port() throws Exception {
        EchoService one = EchoService.install(systemd, "reuse1", "x")
                .with("reuse1", "ListenStream=127.0.0.1:9103", "ReusePort=yes", "FileDescriptorName=x")
                .listening();
        EchoService two = EchoService.install(systemd, "reuse2", "x")
                .with("reuse2", "ListenStream=127.0.0.1:9103", "ReusePort=yes", "FileDescriptorName=x")
                .listening();
        // the kernel picks one of them for each client: it is practically impossible that 40 clients all reach the same
        systemd.client("tcp", "127.0.0.1", "9103", "40");
        assertThat(one.described()).containsExactly("x TCP 3 127.0.0.1:9103");
        assertThat(two.described()).containsExactly("x TCP 3 127.0.0.1:9103");
        one.stop();
        two.stop();
    }

    @Test
    void FreeBind_an_address_that_comes_later() throws Exception {
        EchoService echo = EchoService.install(systemd, "free", "x=tcp://192.0.2.7:9104")
                .with("free", "ListenStream=192.0.2.7:9104", "FreeBind=yes")
                .started();
        assertThat(echo.described()).containsExactly("x TCP 3 192.0.2.7:9104");
        systemd.network("address", "add", "192.0.2.7/32", "dev", "lo");
        systemd.client("tcp", "192.0.2.7", "9104");
        echo.stop();
    }

    @Test
    void PassCredentials_ancillary_data_changes_no_answer() throws Exception {
        EchoService echo = EchoService.install(systemd, "passing", "x")
                .with(
                        "passing",
                        "ListenStream=/run/passing.stream",
                        "ListenSequentialPacket=/run/passing.packets",
                        "ListenDatagram=/run/passing.datagrams",
                        "PassCredentials=yes",
                        "PassSecurity=yes",
                        "PassPacketInfo=yes",
                        "FileDescriptorName=x")
                .listening();
        systemd.client("stream", "/run/passing.stream", "/run/passing.client");
        systemd.client("seqpacket", "/run/passing.packets");
        Files.createDirectory(systemd.path("/run/passing"));
        systemd.client("unixgram", "/run/passing.datagrams", "/run/passing");
        echo.stop();
    }

    private static boolean exists(String path) {
        return Files.exists(systemd.path(path), LinkOption.NOFOLLOW_LINKS);
    }
}
