package dev.doorbell.benchmarks.coldstart;

import dev.doorbell.benchmarks.coldstart.Subject.Group;
import dev.doorbell.descriptors.RawDescriptors;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The listener that a program is passed, or, closed, the free address where it binds one. */
final class Endpoint implements Closeable {
    private final SocketAddress address;
    private final ServerSocketChannel listener;

    private Endpoint(SocketAddress address, ServerSocketChannel listener) {
        this.address = address;
        this.listener = listener;
    }

    /** Listens, at a port of the kernel's choice or at a path. */
    static Endpoint open(Group group, Path folder) throws IOException {
        if (group == Group.UNIX) {
            SocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
            return new Endpoint(
                    address,
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address));
        }
        ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        return new Endpoint(listener.getLocalAddress(), listener);
    }

    SocketAddress address() {
        return address;
    }

    /** The port or the path, for the program's arguments. */
    String at() {
        return address instanceof InetSocketAddress tcp ? String.valueOf(tcp.getPort()) : address.toString();
    }

    /** A copy of the listener's descriptor, which the caller closes. */
    int descriptor() throws IOException {
        return RawDescriptors.duplicate(listener);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        if (address instanceof UnixDomainSocketAddress unix) {
            Files.deleteIfExists(unix.getPath());
        }
    }
}
