package dev.doorbell.e2e.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Eventually;
import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoService;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each kind of README's table from a real socket unit: the first client starts the service, and is served. */
@Needs({"ip", "python3", "private systemd"})
@Timeout(120)
class UnitKindsIT {
    @Booted
    private static PrivateSystemd systemd;

    @BeforeAll
    static void prepare() throws Exception {
        Files.createDirectory(systemd.path("/run/clients"));
    }

    @Test
    void ListenStream() throws Exception {
        EchoService tcp = listening("tcp", "ListenStream=127.0.0.1:9201");
        systemd.client("tcp", "127.0.0.1", "9201");
        assertIs(tcp, "TCP", "127.0.0.1:9201");
        EchoService tcp6 = listening("tcp6", "ListenStream=[::1]:9201");
        systemd.client("tcp", "::1", "9201");
        assertIs(tcp6, "TCP", "[::1]:9201");
        EchoService unix = listening("unix", "ListenStream=/run/kinds.stream");
        systemd.client("stream", "/run/kinds.stream");
        assertIs(unix, "UNIX_STREAM", "/run/kinds.stream");
        EchoService named = listening("abstract", "ListenStream=@kinds.stream");
        systemd.client("stream", "@kinds.stream");
        assertIs(named, "UNIX_STREAM", "@kinds.stream");
    }

    @Test
    void ListenDatagram() throws Exception {
        EchoService udp = listening("udp", "ListenDatagram=127.0.0.1:9202");
        systemd.client("udp", "127.0.0.1", "9202");
        assertIs(udp, "UDP", "127.0.0.1:9202");
        EchoService udp6 = listening("udp6", "ListenDatagram=[::1]:9202");
        systemd.client("udp", "::1", "9202");
        assertIs(udp6, "UDP", "[::1]:9202");
        EchoService unix = listening("unixgram", "ListenDatagram=/run/kinds.datagrams");
        systemd.client("unixgram", "/run/kinds.datagrams", "/run/clients");
        assertIs(unix, "UNIX_DATAGRAM", "/run/kinds.datagrams");
    }

    @Test
    void ListenSequentialPacket() throws Exception {
        EchoService packets = listening("packets", "ListenSequentialPacket=/run/kinds.packets");
        systemd.client("seqpacket", "/run/kinds.packets");
        assertIs(packets, "UNIX_SEQPACKET", "/run/kinds.packets");
    }

    @Test
    void ListenFIFO() throws Exception {
        EchoService fifo = listening("fifo", "ListenFIFO=/run/kinds.fifo");
        systemd.run(List.of("sh", "-c", "printf written >/run/kinds.fifo"));
        assertReceives(fifo, "written");
        systemd.run(List.of("sh", "-c", "printf again >/run/kinds.fifo"));
        assertReceives(fifo, "again");
        assertIs(fifo, "FIFO", "/run/kinds.fifo");
    }

    @Test
    void ListenSpecial() throws Exception {
        // the file is always readable, so the service starts with its socket
        EchoService special = EchoService.install(systemd, "special", "special")
                .with("special", "ListenSpecial=/proc/sys/kernel/ostype")
                .started();
        assertReceives(special, "Linux\n");
        assertIs(special, "SPECIAL", "/proc/sys/kernel/ostype");
    }

    @Test
    void ListenNetlink() throws Exception {
        EchoService netlink = listening("netlink", "ListenNetlink=route 1");
        // causes a message to the group of links, without a driver that a machine may lack
        systemd.network("link", "set", "lo", "mtu", "60000");
        Eventually.becomesTrue(
                "a message was read",
                () -> String.join("\n", systemd.journal("netlink.service")).contains("\"received\":"));
        assertIs(netlink, "NETLINK", "null");
    }

    @Test
    void ListenMessageQueue() throws Exception {
        EchoService queue = listening(
                "queue", "ListenMessageQueue=/kinds", "MessageQueueMaxMessages=4", "MessageQueueMessageSize=64");
        systemd.client("mqueue_send", "/kinds", "2", "max");
        assertReceives(queue, "mm");
        assertReceives(queue, "m".repeat(64));
        assertIs(queue, "MESSAGE_QUEUE", "/kinds");
    }

    /** Installs a service with the name of its kind. It asks only for the name of its unit. */
    private static EchoService listening(String name, String... lines) throws Exception {
        return EchoService.install(systemd, name, name).with(name, lines).listening();
    }

    private static void assertIs(EchoService echo, String kind, String address) throws Exception {
        assertThat(echo.described()).singleElement().asString().endsWith(" " + kind + " 3 " + address);
        echo.stop();
    }

    private static void assertReceives(EchoService echo, String text) throws Exception {
        String bytes = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        echo.awaitReceived(bytes);
    }
}
