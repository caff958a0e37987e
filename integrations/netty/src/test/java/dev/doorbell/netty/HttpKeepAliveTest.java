package dev.doorbell.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpKeepAliveTest {
    private static final int IDLE_SECONDS = 30;

    private final EmbeddedChannel channel = new EmbeddedChannel(new HttpKeepAlive(Duration.ofSeconds(IDLE_SECONDS)));

    @BeforeEach
    void freeze() {
        channel.freezeTime();
    }

    @Test
    void a_connection_without_a_request_is_closed_after_the_idle_time() {
        after(IDLE_SECONDS - 2);
        assertThat(channel.isOpen()).isTrue();
        after(3);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void a_request_takes_as_long_as_it_takes() {
        request();
        after(10 * IDLE_SECONDS);
        assertThat(channel.isOpen()).isTrue();
        answer(HttpResponseStatus.OK);
        after(IDLE_SECONDS - 1);
        assertThat(channel.isOpen()).isTrue();
        after(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void an_interim_answer_does_not_end_the_request() {
        request();
        answer(HttpResponseStatus.CONTINUE);
        after(2 * IDLE_SECONDS);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void a_connection_is_idle_when_every_pipelined_request_is_answered() {
        request();
        request();
        answer(HttpResponseStatus.OK);
        after(2 * IDLE_SECONDS);
        assertThat(channel.isOpen()).isTrue();
        answer(HttpResponseStatus.OK);
        after(IDLE_SECONDS);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void an_answer_without_a_request_leaves_the_count_right() {
        answer(HttpResponseStatus.REQUEST_TIMEOUT);
        request();
        after(2 * IDLE_SECONDS);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void a_connection_of_another_protocol_is_left_open() {
        request();
        answer(HttpResponseStatus.SWITCHING_PROTOCOLS);
        stop();
        after(2 * IDLE_SECONDS);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void at_the_shutdown_a_connection_without_a_request_is_closed_after_a_second() {
        stop();
        assertThat(channel.isOpen()).isTrue();
        after(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void at_the_shutdown_the_next_answer_is_the_last() {
        request();
        stop();
        after(IDLE_SECONDS);
        assertThat(answer(HttpResponseStatus.OK).headers().get(HttpHeaderNames.CONNECTION))
                .isEqualTo("close");
        assertThat(channel.isOpen()).isFalse();
    }

    /** Checks a pipeline that ALPN completes later. */
    @Test
    void a_handler_that_is_added_after_the_shutdown_has_begun_knows_it() {
        EmbeddedChannel late = new EmbeddedChannel();
        ServerStopping.tell(late);
        late.pipeline().addLast(new HttpKeepAlive(Duration.ofSeconds(IDLE_SECONDS)));
        late.freezeTime();
        late.advanceTimeBy(1, TimeUnit.SECONDS);
        late.runScheduledPendingTasks();
        assertThat(late.isOpen()).isFalse();
    }

    @Test
    void an_answer_that_had_begun_before_the_shutdown_is_finished() {
        request();
        channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        stop();
        channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(channel.isOpen()).isTrue();
        after(1);
        assertThat(channel.isOpen()).isFalse();
    }

    private void request() {
        channel.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
    }

    private HttpResponse answer(HttpResponseStatus status) {
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
        return channel.readOutbound();
    }

    private void stop() {
        ServerStopping.tell(channel);
    }

    private void after(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }
}
