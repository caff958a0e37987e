package dev.doorbell.benchmarks.micro;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The place of the channels that are compared, the same for both. */
public enum Place {
    /** A TCP port of 127.0.0.1. */
    TCP {
        @Override
        ServerSocketChannel bind() throws IOException {
            return ServerSocketChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress("127.0.0.1", 0));
        }
    },
    /** A path in the folder for temporary files. */
    UNIX {
        @Override
        ServerSocketChannel bind() throws IOException {
            Path path = Files.createTempDirectory("doorbell-benchmark").resolve("s");
            return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        }
    };

    abstract ServerSocketChannel bind() throws IOException;

    ServerSocketChannel listen(Origin origin) throws IOException {
        return origin == Origin.ADOPTED ? Adopted.insteadOf(bind()) : bind();
    }

    /** A client whose end leaves nothing in TIME_WAIT: a hundred thousand of them would use up the ports. */
    static SocketChannel connect(SocketAddress address) throws IOException {
        SocketChannel client = SocketChannel.open(address);
        if (address instanceof InetSocketAddress) {
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        return client;
    }

    static void remove(SocketAddress address) throws IOException {
        if (address instanceof UnixDomainSocketAddress unix) {
            Files.deleteIfExists(unix.getPath());
            Files.deleteIfExists(Objects.requireNonNull(unix.getPath().getParent()));
        }
    }

    /** How a channel came to be. */
    public enum Origin {
        /** By the JDK's own bind. */
        BOUND,
        /** From the number of a descriptor. */
        ADOPTED
    }
}
