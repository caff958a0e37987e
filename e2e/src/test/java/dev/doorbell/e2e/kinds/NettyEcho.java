package dev.doorbell.e2e.kinds;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spec.ListenerSpec;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** An echo server of Netty's epoll transport, on listeners from Doorbell. */
final class NettyEcho {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final List<Channel> channels = new ArrayList<>();
    private final List<Path> sockets = new ArrayList<>();

    private NettyEcho() {}

    public static void main(String[] specs) throws Exception {
        NettyEcho echo = new NettyEcho();
        ListenerSpec[] parsed = Arrays.stream(specs).map(ListenerSpec::parse).toArray(ListenerSpec[]::new);
        try (Listeners listeners = Doorbell.open(parsed)) {
            for (Listener listener : listeners.all()) {
                echo.serve(listener);
            }
            System.out.println("ready");
            // a line of standard input, or its end
            System.in.read();
            echo.close();
        }
        System.out.println("closed");
        System.exit(0);
    }

    private void serve(Listener listener) throws Exception {
        System.out.println(listener.name() + " " + listener.address().orElseThrow());
        // Netty accepts and receives until the kernel would block, and does not set O_NONBLOCK on a descriptor it is
        // given
        channelOf(listener).configureBlocking(false);
        int number = listener.detachFd();
        sockets.add(Files.readSymbolicLink(DESCRIPTORS.resolve(String.valueOf(number))));
        // register() instead of bind(): the socket is bound and listens
        channels.add(
                switch (listener.kind()) {
                    case TCP -> server(() -> new EpollServerSocketChannel(number));
                    // true for "active": otherwise only this channel would wait for bind() before it accepts
                    case UNIX_STREAM -> server(() -> new EpollServerDomainSocketChannel(number, true));
                    case UDP -> datagram(() -> new EpollDatagramChannel(number));
                    default -> throw new IllegalArgumentException(listener.toString());
                });
    }

    private static SelectableChannel channelOf(Listener listener) {
        return switch (listener.kind()) {
            case UDP -> listener.datagramChannel();
            default -> listener.serverSocketChannel();
        };
    }

    private Channel server(ChannelFactory<? extends ServerChannel> factory) throws InterruptedException {
        return new ServerBootstrap()
                .group(group)
                .channelFactory(factory)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new SendBack())
                .register()
                .sync()
                .channel();
    }

    private Channel datagram(ChannelFactory<? extends Channel> factory) throws InterruptedException {
        return new Bootstrap()
                .group(group)
                .channelFactory(factory)
                .handler(new SendBack())
                .register()
                .sync()
                .channel();
    }

    private void close() throws Exception {
        for (Channel channel : channels) {
            channel.close().sync();
        }
        System.out.println("copies left: " + copiesLeft());
    }

    private long copiesLeft() throws IOException {
        long left = 0;
        try (Stream<Path> numbers = Files.list(DESCRIPTORS)) {
            for (Path number : numbers.toList()) {
                left += Files.isSymbolicLink(number) && sockets.contains(Files.readSymbolicLink(number)) ? 1 : 0;
            }
        }
        return left;
    }

    /** A handler that sends back bytes on a connection, and a datagram to its sender. */
    @Sharable
    private static final class SendBack extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            Object answer = message instanceof DatagramPacket packet
                    ? new DatagramPacket(packet.content(), packet.sender())
                    : message;
            context.writeAndFlush(answer).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            }
        }
    }
}
