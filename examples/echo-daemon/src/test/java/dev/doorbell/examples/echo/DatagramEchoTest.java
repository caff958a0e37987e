package dev.doorbell.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.doorbell.spec.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DatagramEchoTest {
    /** The largest datagram: 65,535 bytes without the headers of IPv4 and UDP. */
    private static final int LARGEST = 65_507;

    /** As the UNIX datagram channels of Doorbell have it. */
    private static final SocketOption<Integer> SEND_TIMEOUT = new SocketOption<>() {
        @Override
        public String name() {
            return "SO_SNDTIMEO";
        }

        @Override
        public Class<Integer> type() {
            return Integer.class;
        }
    };

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LARGEST})
    void a_datagram_goes_back_whole(int length) throws IOException {
        try (DatagramChannel server = loopback();
                DatagramChannel client = loopback()) {
            new Daemon().serve(Channels.listener("udp", Kind.UDP, server));
            client.setOption(StandardSocketOptions.SO_SNDBUF, 2 * LARGEST);
            client.send(ByteBuffer.wrap(Channels.bytes(length)), server.getLocalAddress());
            ByteBuffer answer = ByteBuffer.allocate(LARGEST + 1);
            assertThat(client.receive(answer)).isEqualTo(server.getLocalAddress());
            assertThat(answer.flip()).isEqualTo(ByteBuffer.wrap(Channels.bytes(length)));
        }
    }

    @Test
    void a_datagram_without_a_sender_is_dropped() throws IOException {
        DatagramChannel channel = mock(DatagramChannel.class);
        when(channel.isOpen()).thenReturn(true, false);
        when(channel.receive(any())).thenReturn(null);
        assertThat(messagesOf(channel)).isEmpty();
        verify(channel, never()).send(any(), any());
    }

    @Test
    void an_answer_that_cannot_be_sent_is_dropped() throws IOException {
        DatagramChannel channel = mock(DatagramChannel.class);
        when(channel.isOpen()).thenReturn(true, true, true, false);
        when(channel.receive(any())).thenReturn(Channels.anyPort());
        when(channel.send(any(), any()))
                .thenThrow(new IOException("Connection refused"), new IllegalArgumentException())
                .thenReturn(1);
        assertThat(messagesOf(channel)).isEmpty();
        verify(channel, times(3)).send(any(), any());
    }

    @Test
    void a_channel_that_a_signal_has_closed_is_not_reported() throws IOException {
        DatagramChannel channel = mock(DatagramChannel.class);
        when(channel.supportedOptions()).thenReturn(Set.of(SEND_TIMEOUT));
        when(channel.setOption(SEND_TIMEOUT, 1000)).thenThrow(new ClosedChannelException());
        assertThat(messagesOf(channel)).isEmpty();
    }

    private static String messagesOf(DatagramChannel channel) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream lines = new PrintStream(err, true, StandardCharsets.UTF_8);
        new DatagramEcho(Channels.listener("udp", Kind.UDP, channel), new Incoming(null), lines).run();
        return err.toString(StandardCharsets.UTF_8);
    }

    private static DatagramChannel loopback() throws IOException {
        return DatagramChannel.open(StandardProtocolFamily.INET).bind(Channels.anyPort());
    }
}
