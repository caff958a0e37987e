package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Listener;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread that was interrupted binds all the same: nothing here waits for others, and the interrupt is its caller's. */
@Timeout(30)
class InterruptTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"tcp://127.0.0.1:0", "tcp://localhost:0", "udp://127.0.0.1:0", "unix://DIR/s"})
    void an_interrupted_thread_binds_and_stays_interrupted(String uri) throws Exception {
        assertBindsInterrupted("http=" + uri.replace("DIR", directory.toString()));
    }

    @Test
    void an_interrupted_thread_replaces_a_stale_socket() throws Exception {
        Path path = directory.resolve("s");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path))
                .close();
        assertBindsInterrupted("control=unix://" + path);
        assertThat(directory).isEmptyDirectory();
    }

    private static void assertBindsInterrupted(String spec) throws Exception {
        Thread.currentThread().interrupt();
        boolean kept;
        try {
            List<Listener> bound = Fallback.bindAll(spec);
            assertThat(bound).isNotEmpty();
            for (Listener listener : bound) {
                listener.close();
            }
        } finally {
            kept = Thread.interrupted();
        }
        assertThat(kept).as("interrupted").isTrue();
    }
}
