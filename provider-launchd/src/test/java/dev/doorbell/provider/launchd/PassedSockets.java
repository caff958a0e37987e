package dev.doorbell.provider.launchd;

import dev.doorbell.descriptors.RawDescriptors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;

/**
 * Real sockets as launchd would hand them out: descriptors that no channel of this process owns. They are left to the
 * end of the JVM, since closing a number twice might close another file.
 */
final class PassedSockets {
    /** A number that is not open, and that the process does not come to. */
    static final int CLOSED = 65_000;

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private PassedSockets() {}

    static int tcp() throws IOException {
        try (var channel = ServerSocketChannel.open().bind(ANY_PORT)) {
            return RawDescriptors.duplicate(channel);
        }
    }

    static int udp() throws IOException {
        try (var channel = DatagramChannel.open().bind(ANY_PORT)) {
            return RawDescriptors.duplicate(channel);
        }
    }
}
