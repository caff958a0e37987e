package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds for every provider: the same echo-daemon with the same arguments serves the same listeners, and says where
 * they came from.
 */
@Timeout(120)
public abstract class ProviderContract {
    @TempDir
    public Path directory;

    /** {@return the provider's name in echo-daemon's lines} */
    protected abstract String provider();

    /** {@return whether the descriptors come from somebody else} */
    protected abstract boolean inherits();

    /** {@return whether a socket's file is there after the program, or goes with what has made it} */
    protected boolean pathStays() {
        return inherits();
    }

    /**
     * Starts echo-daemon so that it gets one listener.
     *
     * @param socket the option of spawn_with_sockets that makes the socket
     * @param at where
     * @param spec what echo-daemon is asked for, named {@code x}
     */
    protected abstract Started start(String socket, String at, String spec) throws Exception;

    @Test
    void tcp_over_ipv4() throws Exception {
        try (Started daemon = start("--tcp", "127.0.0.1:0", "x=tcp://127.0.0.1:0")) {
            assertLine(daemon, "TCP", daemon.address(0));
            assertThat(daemon.address(0)).startsWith("127.0.0.1:");
            Echo.overTcp(Echo.address(daemon.address(0)));
            assertThat(daemon.program().terminate()).isZero();
        }
    }

    @Test
    void tcp_over_ipv6() throws Exception {
        try (Started daemon = start("--tcp6", "[::1]:0", "x=tcp://[::1]:0")) {
            assertLine(daemon, "TCP", daemon.address(0));
            assertThat(daemon.address(0)).startsWith("[::1]:");
            Echo.overTcp(Echo.address(daemon.address(0)));
            assertThat(daemon.program().terminate()).isZero();
        }
    }

    @Test
    void udp_over_ipv4() throws Exception {
        try (Started daemon = start("--udp", "127.0.0.1:0", "x=udp://127.0.0.1:0")) {
            assertLine(daemon, "UDP", daemon.address(0));
            Echo.overUdp(Echo.address(daemon.address(0)));
            assertThat(daemon.program().terminate()).isZero();
        }
    }

    @Test
    void udp_over_ipv6() throws Exception {
        try (Started daemon = start("--udp6", "[::1]:0", "x=udp://[::1]:0")) {
            assertLine(daemon, "UDP", daemon.address(0));
            Echo.overUdp(Echo.address(daemon.address(0)));
            assertThat(daemon.program().terminate()).isZero();
        }
    }

    @Test
    void a_unix_path_which_stays_if_a_manager_made_it_and_goes_if_doorbell_did() throws Exception {
        Path path = directory.resolve("x.sock");
        try (Started daemon = start("--unix", path.toString(), "x=unix://" + path)) {
            assertLine(daemon, "UNIX_STREAM", path.toString());
            Echo.overUnix(path);
            assertThat(path).exists();
            assertThat(daemon.program().terminate()).isZero();
        }
        assertThat(path.toFile().exists()).isEqualTo(pathStays());
    }

    @Test
    @Needs("python3")
    void an_abstract_unix_name() throws Exception {
        String name = "doorbell-e2e-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        try (Started daemon = start("--abstract", name, "x=unix:@" + name)) {
            assertLine(daemon, "UNIX_STREAM", "@" + name);
            Echo.overAbstractName(name);
            assertThat(daemon.program().terminate()).isZero();
        }
    }

    private void assertLine(Started daemon, String kind, String address) {
        assertThat(daemon.lines())
                .containsExactly(EchoDaemon.line("x", kind, provider(), inherits() ? 3 : null, "\"" + address + "\""));
    }
}
