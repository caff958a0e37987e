package dev.doorbell.benchmarks.programs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** The base of the comparison: only the JDK. */
public final class PlainBind {
    private PlainBind() {}

    /**
     * Binds, and answers.
     *
     * @param args a port of 127.0.0.1, or the path of a UNIX socket
     */
    public static void main(String[] args) throws IOException {
        if (args[0].startsWith("/")) {
            try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                Answer.first(listener.bind(UnixDomainSocketAddress.of(args[0])));
            }
        } else {
            try (ServerSocketChannel listener = ServerSocketChannel.open()) {
                Answer.first(listener.bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0]))));
            }
        }
    }
}
