package dev.doorbell.reactor.netty;

import dev.doorbell.netty.NettyIntake;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.ServerSocketChannel;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/**
 * Event loops of the NIO transport with server channels from a {@link NettyIntake}. The servers that run on them take the
 * listeners in the order in which they bind, whatever their own address is.
 *
 * <pre>{@code
 * HttpServer.create()
 *         .runOn(new DoorbellLoopResources(LoopResources.create("http"), netty.servers(life, listeners.all("http"))))
 * }</pre>
 */
public final class DoorbellLoopResources implements LoopResources {
    private final LoopResources loops;
    private final ChannelFactory<? extends ServerChannel> servers;

    /**
     * Creates resources.
     *
     * @param loops the event loops, which are disposed with this
     * @param servers opens the channel of each server: {@link NettyIntake#servers}
     */
    public DoorbellLoopResources(LoopResources loops, ChannelFactory<? extends ServerChannel> servers) {
        this.loops = loops;
        this.servers = servers;
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup group) {
        return type == ServerSocketChannel.class ? type.cast(servers.newChannel()) : loops.onChannel(type, group);
    }

    @Override
    public <C extends Channel> Class<? extends C> onChannelClass(Class<C> type, EventLoopGroup group) {
        return loops.onChannelClass(type, group);
    }

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return loops.onServer(false);
    }

    @Override
    public EventLoopGroup onServerSelect(boolean useNative) {
        return loops.onServerSelect(false);
    }

    @Override
    public EventLoopGroup onClient(boolean useNative) {
        return loops.onClient(false);
    }

    @Override
    public boolean daemon() {
        return loops.daemon();
    }

    @Override
    public boolean isDisposed() {
        return loops.isDisposed();
    }

    @Override
    public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
        return loops.disposeLater(quietPeriod, timeout);
    }
}
