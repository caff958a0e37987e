package dev.doorbell.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler that sends each datagram back. */
@SuppressWarnings("FutureReturnValueIgnored") // the client sees what is missing
final class DatagramEcho extends SimpleChannelInboundHandler<DatagramPacket> {
    final AtomicInteger received = new AtomicInteger();

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        received.incrementAndGet();
        ctx.writeAndFlush(new DatagramPacket(packet.content().retain(), packet.sender()));
    }
}
