package dev.doorbell.descriptors;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** The channel of a connection that another process has accepted. */
final class PassedConnection {
    private PassedConnection() {}

    static SocketChannel channel(ProtocolFamily family, int number) throws IOException {
        return SunNioCh.socketChannel(family, SunNioCh.newFD(number), peer(family, number));
    }

    /** Null where the client is gone: the connection is one still, and its read fails or ends. */
    private static @Nullable SocketAddress peer(ProtocolFamily family, int number) {
        try {
            return family == StandardProtocolFamily.UNIX
                    ? UnixDomainSocketAddress.of(UnixNames.path(SunNioCh.unixPeerAddress0(number)))
                    : SunNioCh.remoteAddress(SunNioCh.newFD(number));
        } catch (IOException gone) {
            return null;
        }
    }
}
