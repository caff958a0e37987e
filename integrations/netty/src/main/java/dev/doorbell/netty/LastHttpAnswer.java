package dev.doorbell.netty;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.stream.Stream;

/**
 * At the shutdown, makes the next answer on a connection of HTTP/1.1 the last. So a client that asks again and again on one
 * connection does not delay the end, whatever framework made the pipeline. {@link HttpKeepAlive} does this too.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the channel is closed where a write fails
final class LastHttpAnswer extends ChannelOutboundHandlerAdapter {
    private boolean last;

    /** Adds the handler to the pipeline of a connection, if that has Netty's codec and no {@link HttpKeepAlive}. */
    static void addTo(ChannelPipeline pipeline) {
        if (pipeline.get(HttpKeepAlive.class) == null) {
            Stream.of(HttpServerCodec.class, HttpResponseEncoder.class)
                    .map(pipeline::context)
                    .filter(codec -> codec != null)
                    .findFirst()
                    .ifPresent(codec -> pipeline.addAfter(codec.name(), null, new LastHttpAnswer()));
        }
    }

    /** Says that the connection ends, except in headers that cannot be changed: such a client sees only the end. */
    static void announceEnd(HttpResponse response) {
        try {
            HttpUtil.setKeepAlive(response, false);
        } catch (UnsupportedOperationException | IllegalStateException e) {
            // those of Netty, and those of Vert.x
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            last = response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
            if (last) {
                announceEnd(response);
            }
        }
        boolean ends = last && message instanceof LastHttpContent;
        ctx.write(message, ends ? promise.unvoid().addListener(ChannelFutureListener.CLOSE) : promise);
    }
}
