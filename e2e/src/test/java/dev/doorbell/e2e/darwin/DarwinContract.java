package dev.doorbell.e2e.darwin;

import dev.doorbell.e2e.fixture.Terminal;
import dev.doorbell.e2e.fixture.Trial;
import dev.doorbell.e2e.fixture.Trials;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract for the kinds of macOS, under the Darwin personality, for each provider. */
@Timeout(120)
@Needs({"cc", "python3", "socat"})
abstract class DarwinContract {
    @TempDir
    Path directory;

    /** Starts echo-daemon with the listener and lets its client use it. */
    abstract void serve(Trial trial) throws Exception;

    @Test
    void tcp_over_ipv4() throws Exception {
        serve(Trials.tcp("--tcp", "127.0.0.1", "tcp://"));
    }

    @Test
    void tcp_over_ipv6() throws Exception {
        serve(Trials.tcp("--tcp6", "[::1]", "tcp://"));
    }

    @Test
    void udp_over_ipv4() throws Exception {
        serve(Trials.udp("--udp", "127.0.0.1", "udp://"));
    }

    @Test
    void udp_over_ipv6() throws Exception {
        serve(Trials.udp("--udp6", "[::1]", "udp://"));
    }

    @Test
    void large_udp_datagrams_are_answered() throws Exception {
        serve(Trials.largeUdp());
    }

    @Test
    void unix_streams() throws Exception {
        serve(Trials.unix(directory.resolve("stream")));
    }

    @Test
    void unix_datagrams() throws Exception {
        serve(Trials.datagramsOfDarwin(directory.resolve("datagrams"), directory));
    }

    @Test
    void fifos() throws Exception {
        serve(Trials.fifo(directory.resolve("fifo")));
    }

    @Test
    void terminals() throws Exception {
        try (Terminal terminal = Terminal.in(directory)) {
            serve(Trials.terminal(terminal));
        }
    }
}
