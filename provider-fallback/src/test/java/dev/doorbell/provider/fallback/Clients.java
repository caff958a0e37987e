package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Listener;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Clients of a listener, which either reach it or are refused. */
final class Clients {
    private Clients() {}

    static void assertReached(Listener listener, String host) throws IOException {
        assertReached(listener.serverSocketChannel(), at(host, Fallback.port(listener)));
    }

    static void assertReached(Listener listener, Path path) throws IOException {
        assertReached(listener.serverSocketChannel(), UnixDomainSocketAddress.of(path));
    }

    static void assertReached(ServerSocketChannel server, SocketAddress address) throws IOException {
        try (SocketChannel client = SocketChannel.open(address);
                SocketChannel accepted = server.accept()) {
            assertThat(accepted.getRemoteAddress()).isEqualTo(client.getLocalAddress());
        }
    }

    static void assertRefused(int port, String host) {
        assertThatThrownBy(() -> SocketChannel.open(at(host, port)).close())
                .as("a connection to " + host + " port " + port)
                .isInstanceOf(ConnectException.class);
    }

    /** A bind that the JDK makes by itself: the port is free for it, or this throws. */
    static void assertFree(int port, String host) throws IOException {
        InetSocketAddress address = at(host, port);
        StandardProtocolFamily family = address.getAddress().getAddress().length == 4
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
        try (ServerSocketChannel other = ServerSocketChannel.open(family)) {
            other.bind(address);
            assertReached(other, address);
        }
    }

    static InetSocketAddress at(String host, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }
}
