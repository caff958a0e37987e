package dev.doorbell.e2e.agent;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.charset.StandardCharsets;

/** A server of Netty that knows nothing of Doorbell. */
final class NettyServing {
    private static final byte[] ANSWER = "ok\n".getBytes(StandardCharsets.US_ASCII);
    private static final int THREADS = 3;

    private NettyServing() {}

    /** The transports. */
    enum Transport {
        NIO,
        EPOLL,
        EPOLL_SHARED,
        EPOLL_UNIX,
        EPOLL_DATAGRAMS
    }

    /** Arguments: the transport, and a port or path. */
    public static void main(String... arguments) throws Exception {
        Transport transport = Transport.valueOf(arguments[0]);
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                THREADS, transport == Transport.NIO ? NioIoHandler.newFactory() : EpollIoHandler.newFactory());
        ServerBootstrap server = new ServerBootstrap().group(group).childHandler(new Answering());
        switch (transport) {
            case NIO -> openTwice(server.channel(NioServerSocketChannel.class), port(arguments));
            case EPOLL -> openTwice(server.channel(EpollServerSocketChannel.class), port(arguments));
            case EPOLL_SHARED -> share(server.channel(EpollServerSocketChannel.class), port(arguments));
            case EPOLL_UNIX -> {
                DomainSocketAddress path = new DomainSocketAddress(arguments[1]);
                server.channel(EpollServerDomainSocketChannel.class);
                server.bind(path).sync().channel().close().sync();
                server.bind(path).sync();
            }
            case EPOLL_DATAGRAMS ->
                new Bootstrap()
                        .group(group)
                        .channel(EpollDatagramChannel.class)
                        .handler(new AnsweringDatagrams())
                        .bind(port(arguments))
                        .sync();
        }
    }

    private static int port(String... arguments) {
        return Integer.parseInt(arguments[1]);
    }

    private static void openTwice(ServerBootstrap server, int port) throws InterruptedException {
        server.bind(port).sync().channel().close().sync();
        server.bind(port).sync();
    }

    private static void share(ServerBootstrap server, int port) throws InterruptedException {
        server.option(EpollChannelOption.SO_REUSEPORT, true);
        for (int i = 0; i < THREADS; i++) {
            server.bind(port).sync();
        }
    }

    /** Answers a request, and closes the connection. */
    @Sharable
    private static final class Answering extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf request) {
            context.writeAndFlush(Unpooled.wrappedBuffer(ANSWER)).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Answers a datagram. */
    private static final class AnsweringDatagrams extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket request) {
            context.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(ANSWER), request.sender()))
                    .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
    }
}
