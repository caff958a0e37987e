package dev.doorbell.descriptors.adoption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.jdk.RawSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A UDP descriptor as a channel. Run once for each way into the JDK; see this module's pom. */
@Timeout(30)
class DatagramAdoptionContractTest {
    private static final DescriptorClaim FREE = new DescriptorClaim(new Properties(), "fd", "a descriptor");

    @ParameterizedTest
    @CsvSource({"127.0.0.1,127.0.0.1", "0.0.0.0,127.0.0.1", "::1,::1", "::,::1", "::,127.0.0.1"})
    void an_adopted_udp_socket_receives_and_answers(String bound, String reached) throws Exception {
        try (DatagramChannel server = adopt(RawSocket.udp(bound));
                DatagramChannel client = DatagramChannel.open()) {
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            client.send(UTF_8.encode("ping"), new InetSocketAddress(reached, port));
            ByteBuffer received = ByteBuffer.allocate(64);
            SocketAddress sender = server.receive(received);
            server.send(received.flip(), sender);
            ByteBuffer answer = ByteBuffer.allocate(64);
            client.receive(answer);
            assertThat(UTF_8.decode(answer.flip()).toString()).isEqualTo("ping");
        }
    }

    @Test
    void the_largest_datagram_comes_back_whole() throws Exception {
        try (DatagramChannel server = adopt(RawSocket.udp("127.0.0.1"));
                DatagramChannel client = DatagramChannel.open()) {
            client.send(ByteBuffer.allocate(65_507), server.getLocalAddress());
            ByteBuffer received = ByteBuffer.allocate(65_536);
            SocketAddress sender = server.receive(received);
            assertThat(server.send(received.flip(), sender)).isEqualTo(65_507);
        }
    }

    @Test
    void an_adopted_udp_channel_works_with_a_selector_of_the_jdk() throws Exception {
        try (DatagramChannel server = adopt(RawSocket.udp("127.0.0.1"));
                DatagramChannel client = DatagramChannel.open();
                Selector selector = Selector.open()) {
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_READ);
            client.send(ByteBuffer.allocate(1), server.getLocalAddress());
            assertThat(selector.select()).isEqualTo(1);
            assertThat(server.receive(ByteBuffer.allocate(8))).isEqualTo(localhost(client));
        }
    }

    @Test
    void an_adopted_udp_channel_can_be_connected() throws Exception {
        try (DatagramChannel server = adopt(RawSocket.udp("127.0.0.1"));
                DatagramChannel client = DatagramChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
            server.connect(client.getLocalAddress());
            server.write(UTF_8.encode("hello"));
            assertThat(client.receive(ByteBuffer.allocate(8))).isEqualTo(server.getLocalAddress());
        }
    }

    @Test
    void the_inherited_number_is_closed_once_the_channel_has_its_own_copy() throws Exception {
        int number = RawSocket.udp("127.0.0.1");
        try (DatagramChannel channel = adopt(number)) {
            assertThat(channel.isOpen()).isTrue();
            assertThat(RawSocket.isClosed(number)).isTrue();
        }
    }

    @Test
    void a_released_udp_descriptor_is_left_open() throws Exception {
        int number = RawSocket.udp("127.0.0.1");
        InheritedHandle handle = new InheritedHandle(DescriptorFacts.of(number), FREE);
        handle.open();
        handle.release();
        assertThat(DescriptorFacts.of(number).open()).isTrue();
        RawSocket.close(number);
    }

    @Test
    void a_thousand_rounds_leave_no_descriptor_behind() throws Exception {
        adopt(RawSocket.udp("127.0.0.1")).close();
        long before = RawSocket.openDescriptors();
        for (int round = 0; round < 1000; round++) {
            adopt(RawSocket.udp("127.0.0.1")).close();
        }
        assertThat(RawSocket.openDescriptors()).isEqualTo(before);
    }

    private static DatagramChannel adopt(int number) throws IOException {
        InheritedHandle handle = new InheritedHandle(DescriptorFacts.of(number), FREE);
        DatagramChannel channel = (DatagramChannel) handle.open();
        handle.commit();
        return channel;
    }

    private static SocketAddress localhost(DatagramChannel client) throws IOException {
        return new InetSocketAddress("127.0.0.1", ((InetSocketAddress) client.getLocalAddress()).getPort());
    }
}
