package dev.doorbell.netty;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.spec.Address;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A server of Netty on one listener that Doorbell bound, with its lifecycle. */
final class TestServer implements AutoCloseable {
    static final int BOUND_MILLIS = 20_000;

    final NettyIntake intake = new NettyIntake();
    final Listeners listeners;
    final Lifecycle life;
    final Channel channel;
    final AtomicInteger accepted = new AtomicInteger();
    private final EventLoopGroup group = new NioEventLoopGroup(1);

    TestServer(Supplier<List<ChannelHandler>> handlers) throws Exception {
        listeners = Doorbell.open("http=tcp://127.0.0.1:0");
        life = Lifecycle.of(listeners)
                .intake(intake)
                .handleSignals(false)
                .drain(Duration.ofSeconds(20))
                .start();
        channel = new ServerBootstrap()
                .group(group)
                .channelFactory(intake.servers(life, listeners.all()))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        accepted.incrementAndGet();
                        connection.pipeline().addLast(handlers.get().toArray(ChannelHandler[]::new));
                    }
                })
                .bind(0)
                .sync()
                .channel();
    }

    InetSocketAddress address() {
        Listener listener = listeners.get("http");
        return ((Address.Ip) listener.address().orElseThrow()).socketAddress();
    }

    Socket connect() throws IOException {
        Socket client = new Socket(address().getAddress(), address().getPort());
        client.setSoTimeout(BOUND_MILLIS);
        return client;
    }

    /** Waits until an event loop has selected twice: it would have accepted or received what has arrived before. */
    static void awaitSelections(Channel channel) throws InterruptedException {
        for (int selection = 0; selection < 2; selection++) {
            channel.eventLoop().submit(() -> {}).sync();
        }
    }

    @Override
    public void close() throws IOException {
        life.close();
        listeners.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
