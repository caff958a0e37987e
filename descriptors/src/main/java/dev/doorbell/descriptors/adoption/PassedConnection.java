package dev.doorbell.descriptors.adoption;

import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.jdk.UnixChannels;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The channel of a connection that another process has accepted. Its peer is null where the client is gone: it is a
 * connection still, and its read fails or ends.
 */
final class PassedConnection {
    private PassedConnection() {}

    static SocketChannel channel(ProtocolFamily family, int number) throws IOException {
        FileDescriptor connected = SunNioCh.newFD(number);
        return family == StandardProtocolFamily.UNIX
                ? UnixChannels.connection(connected, unixPeer(number))
                : SunNioCh.socketChannel(family, connected, peer(connected));
    }

    private static @Nullable UnixDomainSocketAddress unixPeer(int number) {
        try {
            return UnixChannels.address(SunNioCh.unixPeerAddress0(number));
        } catch (IOException gone) {
            return null;
        }
    }

    private static @Nullable InetSocketAddress peer(FileDescriptor connected) {
        try {
            return SunNioCh.remoteAddress(connected);
        } catch (IOException gone) {
            return null;
        }
    }
}
