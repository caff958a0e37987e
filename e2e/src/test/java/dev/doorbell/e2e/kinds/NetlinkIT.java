package dev.doorbell.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.OwnNetwork;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.needs.Needs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel's own messages on netlink, from a network of the test. */
@Timeout(120)
@Needs({"cc", "ip", "unshare", "nsenter", "own network"})
class NetlinkIT {
    private static final short RTM_NEWLINK = 16;
    private static final int LENGTH_AND_TYPE = 6;

    @ParameterizedTest
    @CsvSource({"true, 0/1", "false, 0/1"})
    void a_change_of_a_link_is_one_message_of_the_route_family(boolean inherited, String numbers) throws Exception {
        try (Started daemon = start(inherited, numbers, "netlink:route/1")) {
            renameLoopback(daemon);
            ByteBuffer message = ByteBuffer.wrap(firstReceived(daemon)).order(ByteOrder.nativeOrder());
            assertThat(message.capacity()).isGreaterThan(LENGTH_AND_TYPE);
            assertThat(message.getInt(0)).as("nlmsg_len").isEqualTo(message.capacity());
            assertThat(message.getShort(Integer.BYTES)).as("nlmsg_type").isEqualTo(RTM_NEWLINK);
            assertThat(daemon.program().terminate()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 15/1", "false, 15/1"})
    void a_device_that_moves_is_one_message_of_the_uevent_family(boolean inherited, String numbers) throws Exception {
        try (Started daemon = start(inherited, numbers, "netlink:kobject-uevent/1")) {
            renameLoopback(daemon);
            assertThat(new String(firstReceived(daemon), StandardCharsets.UTF_8))
                    .startsWith("move@/devices/virtual/net/doorbell0\0ACTION=move\0");
            assertThat(daemon.program().terminate()).isZero();
        }
    }

    private static Started start(boolean inherited, String numbers, String uri) throws Exception {
        List<String> before = new ArrayList<>(OwnNetwork.UNSHARE);
        if (inherited) {
            // identified by its family and group only
            before.addAll(List.of(Paths.SPAWN, "--netlink", numbers, "--listen-pid", "self", "--"));
        }
        Started daemon = Started.start(EchoDaemon.command(before, List.of(), "x=" + uri));
        assertThat(daemon.lines())
                .singleElement()
                .asString()
                .startsWith("{\"name\":\"x\",\"kind\":\"NETLINK\",\"provider\":")
                .contains(inherited ? "\"fd\":3" : "\"fd\":null")
                .endsWith("\"address\":null}");
        return daemon;
    }

    /** Changes a link, which needs no driver and causes a message on both families. */
    private static void renameLoopback(Started daemon) throws Exception {
        List<String> command = OwnNetwork.enter(daemon.program().pid(), "ip", "link", "set", "lo", "name", "doorbell0");
        try (Program ip = Program.start(command)) {
            assertThat(ip.exitCode()).as("%s", ip.err()).isZero();
        }
    }

    private static byte[] firstReceived(Started daemon) throws Exception {
        String before = "{\"name\":\"x\",\"received\":\"";
        String line = daemon.program().outLine(before);
        return Base64.getDecoder().decode(line.substring(before.length(), line.length() - 2));
    }
}
