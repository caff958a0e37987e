package dev.doorbell.benchmarks.coldstart;

import dev.doorbell.benchmarks.coldstart.Subject.Family;
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

/** The listener that a program is passed, or the free place where it binds one. */
final class Door implements Closeable {
    private final SocketAddress address;
    private final String at;
    private final ServerSocketChannel listener;

    private Door(SocketAddress address, String at, ServerSocketChannel listener) {
        this.address = address;
        this.at = at;
        this.listener = listener;
    }

    /** Listens, at a port of the kernel's choice or at a path. */
    static Door open(Family family, Path folder) throws IOException {
        if (family == Family.UNIX) {
            Path path = folder.resolve("s");
            Files.deleteIfExists(path);
            SocketAddress address = UnixDomainSocketAddress.of(path);
            return new Door(
                    address,
                    path.toString(),
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address));
        }
        ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
        return new Door(address, String.valueOf(address.getPort()), listener);
    }

    SocketAddress address() {
        return address;
    }

    /** The port or the path, for the program's arguments. */
    String at() {
        return at;
    }

    /** The caller closes it. */
    int descriptor() throws IOException {
        return RawDescriptors.duplicate(listener);
    }

    /** Nobody listens any more, and the place is free. */
    @Override
    public void close() throws IOException {
        listener.close();
        if (address instanceof UnixDomainSocketAddress unix) {
            Files.deleteIfExists(unix.getPath());
        }
    }
}
