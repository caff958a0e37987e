package dev.doorbell.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A handler that closes connections of HTTP/1.1 which their clients keep open without a request (RFC 9112, 9.3 and 9.5).
 * It follows the {@code HttpServerCodec} in the pipeline of each connection:
 *
 * <pre>{@code
 * channel.pipeline().addLast(new HttpServerCodec(), new HttpKeepAlive(Duration.ofSeconds(30)), handler);
 * }</pre>
 *
 * <p>When the {@linkplain ServerStopping shutdown} begins, each further answer says {@code Connection: close} and is the
 * last, and a connection without a request is closed after a second. A connection whose protocol has changed (status 101)
 * is left open.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the channel is closed where a write or a close fails
public final class HttpKeepAlive extends ChannelDuplexHandler {
    private final long idleMillis;
    private long requests;
    private boolean interim;
    private boolean stopping;
    private boolean lastAnswer;
    private @Nullable Future<?> end;

    /**
     * Creates the handler of one connection.
     *
     * @param idle how long a connection may be open without a request
     */
    public HttpKeepAlive(Duration idle) {
        idleMillis = idle.toMillis();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        stopping = ServerStopping.wasTold(ctx.channel());
        awaitRequest(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancelEnd();
        ctx.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ServerStopping.EVENT) {
            stopping = true;
            if (requests == 0) {
                awaitRequest(ctx);
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            requests++;
            cancelEnd();
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            lastAnswer = stopping && !interim;
            if (lastAnswer) {
                LastHttpAnswer.announceEnd(response);
            }
        }
        boolean ends = message instanceof LastHttpContent && !interim;
        ctx.write(message, ends ? promise.unvoid().addListener(written -> answered(ctx)) : promise);
    }

    private void answered(ChannelHandlerContext ctx) {
        // a server also answers a request that it has not read, with the status 408
        requests = Math.max(0, requests - 1);
        if (lastAnswer) {
            ctx.close();
        } else if (requests == 0) {
            awaitRequest(ctx);
        }
    }

    private void awaitRequest(ChannelHandlerContext ctx) {
        cancelEnd();
        long millis = stopping ? NettyIntake.LINGER_MILLIS : idleMillis;
        end = ctx.executor().schedule(() -> ctx.close(), millis, TimeUnit.MILLISECONDS);
    }

    private void cancelEnd() {
        if (end != null) {
            end.cancel(false);
        }
    }
}
