package dev.doorbell.e2e.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.needs.Needs;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The cases of tprasadtp/go-launchd, {@code activate_darwin_test.go}, which it runs under the launchd of macOS, against
 * the stand-in.
 *
 * <p>Doorbell differs if a name is asked for twice: go-launchd returns EALREADY to its caller. Doorbell remembers the
 * descriptors from launchd, and reports an error only if other code took them.
 *
 * <p>{@link LaunchdIT} has the case of a process that launchd does not manage. Not applicable: ENOSYS on other platforms
 * (the provider does not apply there), and a name with a NUL (no spec may have one).
 */
@Timeout(120)
@Needs({"cc", "python3"})
class GoLaunchdCasesIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"ESRCH", "ENOENT"})
    void a_name_that_is_not_there_hands_nothing_out(String answer) throws Exception {
        Map<String, Object> plist = LaunchdJob.echoDaemon(Map.of("x", loopback("stream")), "z");
        plist.put("RunAtLoad", true);
        try (LaunchdJob job = LaunchdJob.load(LaunchdJob.written(directory, plist), "--unknown", answer)) {
            job.launchd().outLine("ended ");
            assertThat(job.launchd().err()).anyMatch(line -> line.contains("\"z\""));
            assertThat(job.launchd().out()).doesNotContain("ready");
        }
    }

    @Test
    void one_tcp_socket_is_served() throws Exception {
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", loopback("stream")), "x")) {
            assertThat(job.listeners("address")).isEqualTo(job.bound("x"));
            assertThat(job.listeners("kind")).containsExactly("TCP");
            Echo.overTcp(Echo.address(job.bound("x").get(0)));
        }
    }

    @Test
    void one_udp_socket_is_served() throws Exception {
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", loopback("dgram")), "x=udp://127.0.0.1:9")) {
            assertThat(job.listeners("kind")).containsExactly("UDP");
            Echo.overUdp(Echo.address(job.bound("x").get(0)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "dgram"})
    void a_name_that_other_code_took_is_an_error(String type) throws Exception {
        Map<String, Object> plist = LaunchdJob.echoDaemon(Map.of("x", loopback(type)), "x");
        plist.put("RunAtLoad", true);
        try (LaunchdJob job = LaunchdJob.load(LaunchdJob.written(directory, plist), "--answer", "x=EALREADY")) {
            assertThat(job.launchd().errLine("EALREADY")).contains("\"x\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dgram, x=tcp://127.0.0.1:9, expected a listener of kind TCP",
        "stream, x=udp://127.0.0.1:9, expected a listener of kind UDP"
    })
    void a_socket_of_another_type_is_an_error(String type, String spec, String said) throws Exception {
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", loopback(type)), spec)) {
            assertThat(job.launchd().errLine(said)).contains("fd ");
        }
    }

    @Test
    void several_tcp_sockets_of_one_name_are_each_served() throws Exception {
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", both("stream")), "x")) {
            assertThat(job.listeners("address")).hasSize(2).isEqualTo(job.bound("x"));
            Echo.overTcp(new InetSocketAddress("::1", port(job.bound("x").get(0))));
            Echo.overTcp(new InetSocketAddress("127.0.0.1", port(job.bound("x").get(1))));
        }
    }

    @Test
    void several_udp_sockets_of_one_name_are_each_served() throws Exception {
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", both("dgram")), "x")) {
            assertThat(job.listeners("kind")).containsExactly("UDP", "UDP");
            Echo.overUdp(new InetSocketAddress("::1", port(job.bound("x").get(0))));
            Echo.overUdp(new InetSocketAddress("127.0.0.1", port(job.bound("x").get(1))));
        }
    }

    @Test
    void one_tcp_socket_for_both_families_serves_both() throws Exception {
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", dualStack("stream")), "x=tcp://[::]:9")) {
            assertThat(job.listeners()).hasSize(1);
            Echo.overTcp(new InetSocketAddress("::1", port(job.bound("x").get(0))));
            Echo.overTcp(new InetSocketAddress("127.0.0.1", port(job.bound("x").get(0))));
        }
    }

    @Test
    void one_udp_socket_for_both_families_serves_both() throws Exception {
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", dualStack("dgram")), "x=udp://[::]:9")) {
            assertThat(job.listeners()).hasSize(1);
            Echo.overUdp(new InetSocketAddress("::1", port(job.bound("x").get(0))));
            Echo.overUdp(new InetSocketAddress("127.0.0.1", port(job.bound("x").get(0))));
        }
    }

    @Test
    void a_unix_socket_is_served() throws Exception {
        Path path = directory.resolve("x.sock");
        Map<String, Object> socket = Map.of("SockPathName", path.toString(), "SockPathMode", 0700);
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", socket), "x=unix://" + path)) {
            assertThat(job.listeners("address")).isEqualTo(List.of(path.toString()));
            Echo.overUnix(path);
        }
    }

    @Test
    void a_unix_datagram_socket_is_passed() throws Exception {
        Path path = directory.resolve("x.sock");
        Map<String, Object> socket = Map.of("SockPathName", path.toString(), "SockPathMode", 0700, "SockType", "dgram");
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", socket), "x=unixgram://" + path)) {
            assertThat(job.listeners("kind")).containsExactly("UNIX_DATAGRAM");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "dgram"})
    void localhost_for_both_families_is_one_socket(String type) throws Exception {
        Map<String, Object> socket =
                Map.of("SockType", type, "SockServiceName", "0", "SockFamily", "IPv4v6", "SockNodeName", "localhost");
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", socket), "x")) {
            assertThat(job.listeners()).hasSize(1);
        }
    }

    private static Map<String, Object> loopback(String type) {
        return Map.of("SockType", type, "SockFamily", "IPv4", "SockNodeName", "127.0.0.1", "SockServiceName", "0");
    }

    private static Map<String, Object> both(String type) {
        return Map.of("SockType", type, "SockServiceName", "0", "SockNodeName", "localhost");
    }

    private static Map<String, Object> dualStack(String type) {
        return Map.of("SockType", type, "SockServiceName", "0", "SockFamily", "IPv4v6");
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}
