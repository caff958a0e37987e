package dev.doorbell.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(LINUX)
class OpenConnectionsTest {
    private final OpenConnections connections = new OpenConnections();

    @Test
    void a_connection_counts_from_its_acceptance_to_its_end() throws IOException {
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            connections.add(SunNioCh.numberOf(server));
            assertThat(connections.count()).as("a listener is none").isZero();
            try (SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
                assertThat(connections.count())
                        .as("one that waits in the backlog")
                        .isZero();
                try (SocketChannel accepted = server.accept()) {
                    assertThat(accepted.isOpen()).isTrue();
                    assertThat(connections.count()).isEqualTo(1);
                }
                assertThat(client.isOpen()).isTrue();
                assertThat(connections.count()).isZero();
            }
        }
    }

    @Test
    void a_connection_of_a_path_counts_too(@TempDir Path directory) throws IOException {
        Path path = directory.resolve("s");
        try (ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path))) {
            connections.add(SunNioCh.numberOf(server));
            assertThat(connections.count()).isZero();
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
                    SocketChannel accepted = server.accept()) {
                assertThat(client.isOpen() && accepted.isOpen()).isTrue();
                assertThat(connections.count()).isEqualTo(1);
            }
            assertThat(connections.count()).isZero();
        }
    }

    @Test
    void connections_of_other_listeners_do_not_count() throws IOException {
        try (ServerSocketChannel other =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept()) {
            connections.add(SunNioCh.numberOf(other));
            assertThat(client.isOpen() && accepted.isOpen()).isTrue();
            assertThat(connections.count()).isZero();
        }
    }
}
