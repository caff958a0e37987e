package dev.doorbell.descriptors.adoption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.files.FileType;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.TestLibC;
import dev.doorbell.descriptors.unix.UnixAddress;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "makes its sockets with the C library of Linux")
class SocketDescriptorFactsTest {
    private static final int NETLINK_KOBJECT_UEVENT = 15;

    @TempDir
    private Path directory;

    @Test
    void a_listening_tcp_socket_is_tcp() throws IOException {
        assertIp(RawSocket.tcp("127.0.0.1"), Kind.TCP, "a listening IPv4 stream socket at 127.0.0.1:");
        assertIp(RawSocket.tcp("0.0.0.0"), Kind.TCP, "a listening IPv4 stream socket at 0.0.0.0:");
        assertIp(RawSocket.tcp("::1"), Kind.TCP, "a listening IPv6 stream socket at [::1]:");
        assertIp(RawSocket.tcp("::"), Kind.TCP, "a listening IPv6 stream socket at [::]:");
    }

    @Test
    void a_wildcard_that_serves_ipv6_alone_is_told_from_one_that_serves_both() throws IOException {
        assertThat(Looking.at(RawSocket.tcp("::")).socket().orElseThrow().ipv6Only())
                .isFalse();
        assertThat(Looking.at(ipv6Only()).socket().orElseThrow().ipv6Only()).isTrue();
        assertThat(Looking.at(RawSocket.tcp("0.0.0.0")).socket().orElseThrow().ipv6Only())
                .isFalse();
    }

    @Test
    void a_connected_stream_is_a_connection() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept()) {
            assertThat(client.isConnected()).isTrue();
            assertIp(
                    RawSocket.copy(accepted),
                    Kind.CONNECTION,
                    "a connected IPv6 stream socket at 127.0.0.1:"
                            + server.socket().getLocalPort());
        }
        assertFacts(UnixAddress.ofPair(TestLibC.SOCK_SEQPACKET), Kind.CONNECTION, "a connected UNIX seqpacket socket");
    }

    @Test
    void a_stream_that_neither_listens_nor_is_connected_is_nothing_to_serve() throws IOException {
        try (SocketChannel bound = SocketChannel.open(StandardProtocolFamily.INET);
                SocketChannel unbound = SocketChannel.open(StandardProtocolFamily.INET6)) {
            bound.bind(new InetSocketAddress("127.0.0.1", 0));
            assertIp(RawSocket.copy(bound), Kind.OTHER, "an IPv4 stream socket at 127.0.0.1:");
            assertFacts(RawSocket.copy(unbound), Kind.OTHER, "an IPv6 stream socket at [::]:0");
        }
    }

    @Test
    void an_unnamed_pair_is_told_from_a_connection_that_was_accepted() throws Exception {
        assertThat(Looking.at(UnixAddress.ofPair(TestLibC.SOCK_STREAM)).kind()).isEqualTo(Kind.CONNECTION);
        int pair = UnixAddress.ofPair(TestLibC.SOCK_STREAM);
        assertThat(DescriptorFacts.of(pair).isUnnamedPair()).isTrue();
        RawSocket.close(pair);
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel client = SocketChannel.open(address);
                SocketChannel accepted = server.accept()) {
            assertThat(DescriptorFacts.of(SunNioCh.numberOf(accepted)).isUnnamedPair())
                    .isFalse();
            assertThat(DescriptorFacts.of(SunNioCh.numberOf(client)).isUnnamedPair())
                    .as("the client's end, whose peer has a name")
                    .isFalse();
            assertThat(DescriptorFacts.of(SunNioCh.numberOf(server)).isUnnamedPair())
                    .isFalse();
        }
    }

    @Test
    void a_datagram_socket_is_udp() throws IOException {
        assertIp(RawSocket.udp("127.0.0.1"), Kind.UDP, "an IPv4 datagram socket at 127.0.0.1:");
        assertIp(RawSocket.udp("::1"), Kind.UDP, "an IPv6 datagram socket at [::1]:");
    }

    @Test
    void a_datagram_socket_that_has_a_peer_is_udp_too() throws IOException {
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
            channel.connect(new InetSocketAddress("127.0.0.1", 9));
            assertIp(RawSocket.copy(channel), Kind.UDP, "a connected IPv4 datagram socket at 127.0.0.1:");
        }
    }

    @Test
    void an_ipv4_address_within_ipv6_is_told_as_ipv4() throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
            channel.bind(new InetSocketAddress("127.0.0.1", 0));
            assertIp(RawSocket.copy(channel), Kind.TCP, "a listening IPv6 stream socket at 127.0.0.1:");
        }
    }

    @Test
    void unix_sockets_are_told_by_their_type() throws Exception {
        String path = directory.resolve("s").toString();
        assertFacts(RawSocket.unix(Path.of(path)), Kind.UNIX_STREAM, "a listening UNIX stream socket at " + path);
        assertFacts(
                UnixAddress.listening(TestLibC.SOCK_SEQPACKET, (path + "2").getBytes(UTF_8)),
                Kind.UNIX_SEQPACKET,
                "a listening UNIX seqpacket socket at " + path + "2");
        assertFacts(
                UnixAddress.bound(TestLibC.SOCK_DGRAM, (path + "3").getBytes(UTF_8)),
                Kind.UNIX_DATAGRAM,
                "a UNIX datagram socket at " + path + "3");
        assertFacts(
                UnixAddress.bound(TestLibC.SOCK_STREAM, (path + "4").getBytes(UTF_8)),
                Kind.OTHER,
                "a UNIX stream socket at " + path + "4");
    }

    @Test
    void an_unnamed_unix_socket_has_no_address() throws Exception {
        int socket = TestLibC.INSTANCE.socket(TestLibC.AF_UNIX, TestLibC.SOCK_DGRAM, 0);
        assertThat(assertFacts(socket, Kind.UNIX_DATAGRAM, "a UNIX datagram socket")
                        .address())
                .isEmpty();
        assertThat(assertFacts(
                                UnixAddress.ofPair(TestLibC.SOCK_STREAM),
                                Kind.CONNECTION,
                                "a connected UNIX stream socket")
                        .address())
                .isEmpty();
    }

    @Test
    void a_netlink_socket_is_netlink() throws Exception {
        int socket = TestLibC.INSTANCE.socket(TestLibC.AF_NETLINK, TestLibC.SOCK_RAW, NETLINK_KOBJECT_UEVENT);
        assertFacts(socket, Kind.NETLINK, "a netlink raw socket at kobject-uevent");
    }

    @Test
    void a_family_and_type_without_a_name_here_are_told_all_the_same() {
        assertThat(new SocketFacts(null, CNumber.SOCK_RAW, false, false, false))
                .hasToString("an other-family raw socket");
        assertThat(new SocketFacts(CNumber.AF_UNIX, null, true, false, false))
                .hasToString("a listening UNIX other-type socket");
    }

    private static int ipv6Only() throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
            RawDescriptors.ipv6Only(channel);
            return RawSocket.copy(channel.bind(new InetSocketAddress(InetAddress.getByName("::"), 0)));
        }
    }

    private static DescriptorFacts assertFacts(int number, Kind kind, String description) throws IOException {
        DescriptorFacts facts = Looking.at(number);
        assertThat(facts.number()).isEqualTo(number);
        assertThat(facts.open()).isTrue();
        assertThat(facts.fileType()).isEqualTo(FileType.SOCKET);
        assertThat(facts.description()).isEqualTo(description);
        assertThat(facts.kind()).isEqualTo(kind);
        return facts;
    }

    /** The kernel chose the port, which the description ends with. */
    private static void assertIp(int number, Kind kind, String descriptionUpToPort) throws IOException {
        DescriptorFacts facts = Looking.at(number);
        assertThat(facts.description()).startsWith(descriptionUpToPort);
        assertThat(facts.kind()).isEqualTo(kind);
        assertThat(((Address.Ip) facts.address().orElseThrow()).port()).isPositive();
    }
}
