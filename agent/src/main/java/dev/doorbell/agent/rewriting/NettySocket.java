package dev.doorbell.agent.rewriting;

import java.util.List;

/** The class of Netty's native transports that binds: that of epoll, kqueue and io_uring, also where it is shaded. */
final class NettySocket {
    /** The end of its name in class files. */
    static final String NAME = "io/netty/channel/unix/Socket";

    private static final List<Edit> EDITS = List.of(
            new Prologue("bind", "(Ljava/net/SocketAddress;)V", "nettyBind"),
            new Prologue("listen", "(I)V", "nettyListen"),
            CallSite.ACCEPT_NETTY);

    private NettySocket() {}

    static byte[] rewrite(byte[] original, List<Edit> missing) {
        return ClassRewriter.rewrite(original, EDITS, missing);
    }
}
