package dev.doorbell.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.ReadOnlyHttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LastHttpAnswerTest {
    private static List<EmbeddedChannel> pipelines() {
        return List.of(stopping(new HttpServerCodec()), stopping(new HttpRequestDecoder(), new HttpResponseEncoder()));
    }

    @ParameterizedTest
    @MethodSource("pipelines")
    void the_next_answer_says_that_it_is_the_last_and_is(EmbeddedChannel channel) {
        request(channel);
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        assertThat(sent(channel)).contains("connection: close");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void an_answer_that_had_begun_before_is_finished_and_the_next_is_the_last() {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpServerCodec());
        request(channel);
        channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        LastHttpAnswer.addTo(channel.pipeline());
        channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(channel.isOpen()).isTrue();
        channel.releaseOutbound();
        request(channel);
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        assertThat(sent(channel)).contains("connection: close");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void an_answer_whose_headers_cannot_be_changed_is_sent_and_is_the_last() {
        EmbeddedChannel channel = stopping(new HttpServerCodec());
        request(channel);
        HttpHeaders headers = new ReadOnlyHttpHeaders(true, "server", "fixed");
        channel.writeOutbound(
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, headers),
                LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(sent(channel)).contains("server: fixed");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void a_connection_of_another_protocol_is_left_open() {
        EmbeddedChannel channel = stopping(new HttpServerCodec());
        request(channel);
        channel.writeOutbound(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS));
        assertThat(sent(channel)).doesNotContain("close");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void a_pipeline_without_http_or_with_a_handler_for_it_stays_as_it_is() {
        List<EmbeddedChannel> channels = List.of(
                stopping(new Echo()), stopping(new HttpServerCodec(), new HttpKeepAlive(Duration.ofSeconds(30))));
        for (EmbeddedChannel channel : channels) {
            assertThat(channel.pipeline().get(LastHttpAnswer.class)).isNull();
        }
    }

    private static EmbeddedChannel stopping(ChannelHandler... handlers) {
        EmbeddedChannel channel = new EmbeddedChannel(handlers);
        LastHttpAnswer.addTo(channel.pipeline());
        return channel;
    }

    private static void request(EmbeddedChannel channel) {
        channel.writeInbound(
                Unpooled.copiedBuffer("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", StandardCharsets.US_ASCII));
    }

    private static String sent(EmbeddedChannel channel) {
        ByteBuf sent = channel.readOutbound();
        return sent.toString(StandardCharsets.US_ASCII);
    }
}
