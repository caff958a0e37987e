package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Listener;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The raw descriptor of what was bound here, handed out. */
@Timeout(30)
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks at descriptors in /proc")
class DetachTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:0", "udp://127.0.0.1:0", "unix:@doorbell-detached"})
    void the_descriptor_stays_open_when_the_listener_is_closed(String uri) throws Exception {
        Listener listener = Fallback.bind("http=" + uri);
        int descriptor = listener.detachFd();
        listener.close();
        assertThat(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                        .toString())
                .startsWith("socket:[");
        LibC.INSTANCE.close(descriptor);
    }

    @Test
    void the_channel_is_closed_and_clients_still_come_in() throws Exception {
        Listener http = Fallback.bind("http=tcp://127.0.0.1:0");
        ServerSocketChannel channel = http.serverSocketChannel();
        int descriptor = http.detachFd();
        assertThat(channel.isOpen()).isFalse();
        SocketChannel.open(Clients.at("127.0.0.1", Fallback.port(http))).close();
        LibC.INSTANCE.close(descriptor);
        Clients.assertRefused(Fallback.port(http), "127.0.0.1");
    }

    @Test
    void the_path_stays_for_who_has_the_descriptor() throws Exception {
        Path path = directory.resolve("s");
        Listener control = Fallback.bind(path);
        int descriptor = control.detachFd();
        control.close();
        SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
        LibC.INSTANCE.close(descriptor);
    }
}
