package dev.doorbell.descriptors;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Descriptors that are open in this process and belong to no channel, as inherited ones are. */
final class RawSocket {
    private RawSocket() {}

    static int tcp(String host) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        try (ServerSocketChannel channel = ServerSocketChannel.open(family(address))) {
            return copy(channel.bind(new InetSocketAddress(address, 0)));
        }
    }

    static int nonBlockingTcp() throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.INET)) {
            channel.bind(new InetSocketAddress("127.0.0.1", 0));
            channel.configureBlocking(false);
            return copy(channel);
        }
    }

    static int udp(String host) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        try (DatagramChannel channel = DatagramChannel.open(family(address))) {
            return copy(channel.bind(new InetSocketAddress(address, 0)));
        }
    }

    static int unix(Path path) throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            return copy(channel.bind(UnixDomainSocketAddress.of(path)));
        }
    }

    static int copy(SelectableChannel channel) throws IOException {
        return RawDescriptors.duplicate(channel);
    }

    static void close(int number) throws IOException {
        SunNioCh.close0(number);
    }

    /** Whether O_NONBLOCK is set, as the kernel tells it. */
    static boolean isNonBlocking(int number) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + number))) {
            if (line.startsWith("flags:")) {
                int flags = Integer.parseInt(line.substring("flags:".length()).strip(), 8);
                return (flags & 04000) != 0;
            }
        }
        throw new IOException("no flags of fd " + number);
    }

    static long openDescriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    private static ProtocolFamily family(InetAddress address) {
        return address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }
}
