package dev.doorbell.e2e.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.needs.Needs;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of docs/launchd.md: a key of {@code Sockets} in a real property list, and the listener of echo-daemon. */
@Timeout(120)
@Needs({"cc", "python3"})
class LaunchdKeysIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "stream, TCP, TCP",
        "STREAM, TCP, TCP",
        "dgram, UDP, UDP",
        "a word that launchd does not know, TCP, TCP",
    })
    void SockType_and_SockProtocol_say_the_kind(String type, String protocol, String kind) throws Exception {
        Map<String, Object> socket = loopback("SockType", type, "SockProtocol", protocol);
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", socket), "x")) {
            assertThat(job.listeners("kind")).containsExactly(kind);
        }
    }

    @ParameterizedTest
    @CsvSource({"stream, UNIX_STREAM", "dgram, UNIX_DATAGRAM"})
    void SockType_says_the_kind_of_a_path(String type, String kind) throws Exception {
        Map<String, Object> socket = Map.of("SockPathName", directory + "/x.sock", "SockType", type);
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", socket), "x")) {
            assertThat(job.listeners("kind")).containsExactly(kind);
            assertThat(job.listeners("address")).containsExactly(directory + "/x.sock");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("x.sock"))))
                    .as("without SockPathMode")
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_protocol_that_contradicts_the_type_opens_nothing() throws Exception {
        Map<String, Object> socket = loopback("SockType", "stream", "SockProtocol", "UDP");
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", socket), "x")) {
            assertThat(job.launchd().errLine("No listener named \"x\" was passed"))
                    .isNotEmpty();
        }
    }

    @Test
    void macos_has_no_seqpacket_and_the_name_is_not_passed() throws Exception {
        Map<String, Object> socket = Map.of("SockPathName", directory + "/x.sock", "SockType", "seqpacket");
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", socket), "x")) {
            assertThat(job.launchd().errLine("No listener named \"x\" was passed"))
                    .isNotEmpty();
        }
    }

    @Test
    void without_SockType_it_is_a_stream_of_either_family() throws Exception {
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", Map.of("SockServiceName", 0)), "x")) {
            assertThat(job.listeners("kind")).containsExactly("TCP", "TCP");
            assertThat(job.bound("x").get(0)).startsWith("[::]:");
            assertThat(job.bound("x").get(1)).startsWith("0.0.0.0:");
        }
    }

    @Test
    void with_neither_a_node_nor_a_service_there_is_nothing_to_bind() throws Exception {
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", Map.of("SockType", "stream")), "x")) {
            assertThat(job.launchd().errLine("No listener named \"x\" was passed"))
                    .isNotEmpty();
        }
    }

    @Test
    void with_SockPassive_false_the_job_has_a_connection() throws Exception {
        try (ServerSocket server = new ServerSocket(0);
                LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", connected(server)), "x")) {
            assertThat(job.listeners("kind")).containsExactly("CONNECTION");
        }
    }

    @Test
    void a_spec_that_wants_a_listener_is_told_of_the_connection() throws Exception {
        try (ServerSocket server = new ServerSocket(0);
                LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", connected(server)), "x=tcp://*:9")) {
            assertThat(job.launchd().errLine("(CONNECTION)")).contains("expected a listener of kind TCP");
        }
    }

    @ParameterizedTest
    @CsvSource({"'', '[::1] 127.0.0.1'", "IPv4, 127.0.0.1", "IPv6, [::1]", "IPv4v6, [::1]"})
    void localhost_is_one_socket_for_each_family_that_SockFamily_allows(String family, String hosts) throws Exception {
        Map<String, Object> socket = new LinkedHashMap<>(Map.of("SockNodeName", "localhost", "SockServiceName", "0"));
        if (!family.isEmpty()) {
            socket.put("SockFamily", family);
        }
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", socket), "x=tcp://localhost:9")) {
            assertThat(job.listeners("address"))
                    .isEqualTo(job.bound("x"))
                    .extracting(address -> address.substring(0, address.lastIndexOf(':')))
                    .containsExactly(hosts.split(" ", -1));
        }
    }

    @Test
    void an_array_of_dictionaries_is_one_name_with_several_sockets() throws Exception {
        List<Map<String, Object>> several = List.of(
                loopback("SockType", "stream"),
                Map.of("SockPathName", directory + "/x.sock"),
                loopback("SockType", "dgram"));
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", several), "x")) {
            assertThat(job.listeners("kind")).containsExactly("TCP", "UNIX_STREAM", "UDP");
        }
    }

    @Test
    void SockPathMode_and_the_owner_are_the_paths_and_the_path_outlives_the_job() throws Exception {
        Path path = directory.resolve("x.sock");
        Files.writeString(path, "left by the last one");
        int me = (Integer) Files.getAttribute(directory, "unix:uid");
        int group = (Integer) Files.getAttribute(directory, "unix:gid");
        Map<String, Object> socket = Map.of(
                "SockPathName", path.toString(), "SockPathMode", 0660, "SockPathOwner", me, "SockPathGroup", group);
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", socket), "x=unix://" + path + "?mode=0600")) {
            assertThat(job.listeners("address")).containsExactly(path.toString());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-rw----");
            Echo.overUnix(path);
            assertThat(job.unload()).isZero();
        }
        assertThat(path).exists();
    }

    @Test
    void SecureSocketWithKey_is_a_path_that_only_the_user_may_reach() throws Exception {
        Map<String, Object> socket = Map.of("SecureSocketWithKey", "ECHO_SOCKET");
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", socket), "x")) {
            Path path = Path.of(job.listeners("address").get(0));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
                    .isEqualTo("rwx------");
            assertThat(Files.readString(Path.of("/proc/" + job.pid() + "/environ")))
                    .contains("ECHO_SOCKET=" + path + "\0");
            Echo.overUnix(path);
        }
    }

    @Test
    void Bonjour_changes_nothing_for_the_job() throws Exception {
        Map<String, Object> socket = loopback("Bonjour", List.of("echo", "diary"));
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", socket), "x")) {
            assertThat(job.listeners("kind")).containsExactly("TCP");
            assertThat(job.launchd().err()).noneMatch(line -> line.startsWith("launchd_stand_in"));
        }
    }

    @Test
    void of_what_cannot_be_bound_the_rest_is_passed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            List<Map<String, Object>> several = List.of(
                    loopback("SockServiceName", Integer.toString(taken.getLocalPort())),
                    loopback("SockServiceName", "0"));
            try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", several), "x")) {
                assertThat(job.listeners("address")).hasSize(1).isEqualTo(job.bound("x"));
            }
        }
    }

    @Test
    void the_first_address_that_cannot_be_bound_ends_the_dictionary() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Map<String, Object> socket = Map.of("SockNodeName", "localhost", "SockServiceName", taken.getLocalPort());
            try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", socket), "x")) {
                assertThat(job.listeners("address")).containsExactly("[::1]:" + taken.getLocalPort());
            }
        }
    }

    @Test
    void a_path_that_is_too_long_for_macos_is_not_passed() throws Exception {
        Map<String, Object> socket = Map.of("SockPathName", "/tmp/" + "x".repeat(99));
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", socket), "x")) {
            assertThat(job.launchd().errLine("No listener named \"x\" was passed"))
                    .isNotEmpty();
        }
    }

    @Test
    void another_kind_than_the_spec_asks_for_is_an_error_that_names_both() throws Exception {
        Map<String, Object> socket = loopback("SockType", "dgram");
        try (LaunchdJob job = LaunchdJob.atOnce(directory, Map.of("x", socket), "x=tcp://127.0.0.1:9")) {
            assertThat(job.launchd().errLine("UDP")).contains("TCP", "Sockets dictionary");
        }
    }

    private static Map<String, Object> connected(ServerSocket server) {
        return loopback("SockPassive", false, "SockServiceName", server.getLocalPort());
    }

    /** Returns a socket on 127.0.0.1, at a port that the kernel chooses, unless these keys say otherwise. */
    private static Map<String, Object> loopback(Object... keys) {
        Map<String, Object> socket =
                new LinkedHashMap<>(Map.of("SockNodeName", "127.0.0.1", "SockFamily", "IPv4", "SockServiceName", "0"));
        for (int i = 0; i < keys.length; i += 2) {
            socket.put((String) keys[i], keys[i + 1]);
        }
        return socket;
    }
}
