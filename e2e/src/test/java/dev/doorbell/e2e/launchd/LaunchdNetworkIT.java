package dev.doorbell.e2e.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.OwnNetwork;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of docs/launchd.md that need a network of their own, where every port is free, and the loopback has multicast. */
@Timeout(120)
@Needs({"cc", "python3", "ip", "own network", "/etc/services"})
class LaunchdNetworkIT {
    private static final String MULTICAST_LOOPBACK =
            "ip link set lo up && ip route add 224.0.0.0/4 dev lo && exec \"$@\"";

    /** A program that sends a message to a group, or to an address, and prints the answers with their senders. */
    private static final String ASKING = """
            import socket, sys
            client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            client.settimeout(30)
            client.sendto(b"ping", (sys.argv[1], int(sys.argv[2])))
            print(client.recvfrom(64)[0].decode())
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"echo, 7", "discard, 9", "4711, 4711"})
    void SockServiceName_is_a_name_of_etc_services_or_a_port(String service, int port) throws Exception {
        Map<String, Object> socket = Map.of("SockFamily", "IPv4", "SockServiceName", service);
        try (LaunchdJob job = inOwnNetwork(socket)) {
            assertThat(job.listeners("address")).containsExactly("0.0.0.0:" + port);
        }
    }

    @Test
    void a_datagram_socket_has_joined_its_MulticastGroup() throws Exception {
        Map<String, Object> socket = Map.of(
                "SockType", "dgram", "SockFamily", "IPv4", "SockServiceName", 4711, "MulticastGroup", "224.0.0.251");
        try (LaunchdJob job = inOwnNetwork(socket)) {
            assertThat(job.listeners("kind")).containsExactly("UDP");
            assertThat(answerFrom(job, "224.0.0.251")).isEqualTo("ping");
        }
    }

    @Test
    void without_SockFamily_the_socket_of_the_other_family_is_passed_and_has_not_joined() throws Exception {
        Map<String, Object> socket =
                Map.of("SockType", "dgram", "SockServiceName", 4711, "MulticastGroup", "224.0.0.251");
        try (LaunchdJob job = inOwnNetwork(socket)) {
            assertThat(job.listeners("address")).containsExactly("[::]:4711", "0.0.0.0:4711");
            assertThat(job.launchd().errLine("cannot join")).isNotEmpty();
        }
    }

    @Test
    void ReceivePacketInfo_changes_nothing_for_the_channel() throws Exception {
        Map<String, Object> socket =
                Map.of("SockType", "dgram", "SockFamily", "IPv4", "SockServiceName", 4711, "ReceivePacketInfo", true);
        try (LaunchdJob job = inOwnNetwork(socket)) {
            assertThat(job.listeners("kind")).containsExactly("UDP");
            assertThat(answerFrom(job, "127.0.0.1")).isEqualTo("ping");
        }
    }

    private LaunchdJob inOwnNetwork(Map<String, Object> socket) throws Exception {
        List<String> before = new ArrayList<>(OwnNetwork.UNSHARE);
        before.addAll(List.of("sh", "-c", MULTICAST_LOOPBACK, "sh"));
        return LaunchdJob.atOnce(before, directory, Map.of("x", socket), "x");
    }

    private static String answerFrom(LaunchdJob job, String address) throws Exception {
        List<String> command =
                OwnNetwork.enter(job.launchd().pid(), "python3", "-c", ASKING, address, String.valueOf(4711));
        try (Program client = Program.start(command)) {
            assertThat(client.exitCode()).as("%s", client.err()).isZero();
            return client.out().get(0);
        }
    }
}
