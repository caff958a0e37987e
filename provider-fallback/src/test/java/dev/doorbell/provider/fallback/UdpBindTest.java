package dev.doorbell.provider.fallback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Listener;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which clients a UDP spec serves. */
@Timeout(10)
class UdpBindTest {
    @ParameterizedTest
    @CsvSource({
        "udp://127.0.0.1:0,127.0.0.1",
        "udp://[::1]:0,::1",
        "udp://*:0,127.0.0.1",
        "udp://*:0,::1",
        "udp4://*:0,127.0.0.1",
        "udp6://*:0,::1",
        "udp6://[::]:0,::1",
        "udp://0.0.0.0:0,127.0.0.1"
    })
    void a_datagram_comes_in_and_its_answer_goes_back(String uri, String host) throws Exception {
        try (Listener echo = Fallback.bind("echo=" + uri);
                DatagramChannel client = DatagramChannel.open()) {
            client.send(UTF_8.encode("ping"), Clients.at(host, Fallback.port(echo)));
            ByteBuffer received = ByteBuffer.allocate(16);
            SocketAddress sender = echo.datagramChannel().receive(received);
            echo.datagramChannel().send(received.flip(), sender);
            ByteBuffer answer = ByteBuffer.allocate(16);
            client.receive(answer);
            assertThat(UTF_8.decode(answer.flip()).toString()).isEqualTo("ping");
        }
    }

    @Test
    void the_ipv6_wildcard_of_udp6_leaves_the_port_free_for_ipv4() throws Exception {
        try (Listener six = Fallback.bind("six=udp6://[::]:0");
                Listener four = Fallback.bind("four=udp://0.0.0.0:" + Fallback.port(six))) {
            assertArrivesAt(four, "127.0.0.1");
            assertArrivesAt(six, "::1");
        }
    }

    private static void assertArrivesAt(Listener listener, String host) throws IOException {
        try (DatagramChannel client = DatagramChannel.open()) {
            client.send(UTF_8.encode(host), Clients.at(host, Fallback.port(listener)));
            ByteBuffer received = ByteBuffer.allocate(16);
            listener.datagramChannel().receive(received);
            assertThat(UTF_8.decode(received.flip()).toString()).isEqualTo(host);
        }
    }
}
