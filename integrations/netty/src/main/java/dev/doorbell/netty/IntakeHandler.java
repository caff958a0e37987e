package dev.doorbell.netty;

import dev.doorbell.lifecycle.Work;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The handler next to the transport of a channel that is bound already. It answers {@code bind}, lets no read pass before
 * that and while the intake is paused, and counts what arrives. It runs in the channel's event loop.
 */
final class IntakeHandler extends ChannelDuplexHandler {
    private final NettyIntake intake;
    private final Supplier<Work> life;
    private @Nullable ChannelHandlerContext context;
    private boolean bound;
    private boolean readIsDue;
    private boolean readsOnItsOwn;

    IntakeHandler(NettyIntake intake, Supplier<Work> life) {
        this.intake = intake;
        this.life = life;
    }

    Channel channel() {
        return context().channel();
    }

    /** The context, which is set before the intake knows this handler. */
    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        intake.opened(this);
    }

    /** Binds nothing: the listener is bound. The acceptor of a bootstrap is in the pipeline by now. */
    @Override
    public void bind(ChannelHandlerContext ctx, SocketAddress ignored, ChannelPromise promise) {
        if (!ctx.channel().isActive()) {
            promise.setFailure(new IllegalStateException(ctx.channel() + " is not bound. Create it with the constructor"
                    + " that says so, such as new EpollServerDomainSocketChannel(number, true)."));
            return;
        }
        bound = true;
        resume();
        promise.setSuccess();
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (bound && !intake.isPaused()) {
            ctx.read();
        } else {
            readIsDue = true;
        }
    }

    /** Ends the read that is pending. Netty itself sets autoRead after a failure to accept, even while this is paused. */
    void pause() {
        readsOnItsOwn |= channel().config().isAutoRead();
        channel().config().setAutoRead(false);
    }

    void resume() {
        if (!bound || intake.isPaused()) {
            return;
        }
        if (readsOnItsOwn) {
            readsOnItsOwn = false;
            channel().config().setAutoRead(true);
        }
        if (readIsDue) {
            readIsDue = false;
            context().read();
        }
    }

    /** Returns the channel, as the server in messages about its listener. */
    @Override
    public String toString() {
        return context == null ? "a channel of Netty" : channel().toString();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Work work = life.get();
        if (message instanceof Channel connection) {
            intake.accepted(connection, work);
            ctx.fireChannelRead(message);
        } else {
            ctx.fireChannelRead(message);
            work.close();
        }
    }
}
