package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Listener;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many connections may wait, as {@code ss(8)} reads it back: for a listening socket, Send-Q is its backlog. */
@Timeout(30)
@Needs("ss")
class BacklogTest {
    @TempDir
    private Path directory;

    @Test
    void the_backlog_of_a_tcp_spec_is_the_kernels() throws Exception {
        try (Listener http = Fallback.bind("http=tcp://127.0.0.1:0?backlog=7")) {
            assertThat(backlog("-ltn", "127.0.0.1:" + Fallback.port(http))).isEqualTo(7);
        }
    }

    @Test
    void the_backlog_of_a_unix_spec_is_the_kernels() throws Exception {
        Path path = directory.resolve("s");
        try (Listener control = Fallback.bind("control=unix://" + path + "?backlog=7")) {
            assertThat(backlog("-lx", control.address().orElseThrow().toString()))
                    .isEqualTo(7);
        }
    }

    @Test
    void the_backlog_of_a_unix_spec_with_a_mode_is_the_kernels() throws Exception {
        Path path = directory.resolve("s");
        try (Listener control = Fallback.bind("control=unix://" + path + "?mode=0600&backlog=7")) {
            assertThat(backlog("-lx", control.address().orElseThrow().toString()))
                    .isEqualTo(7);
        }
    }

    @Test
    void the_backlog_of_an_abstract_name_is_the_kernels() throws Exception {
        String name = "@doorbell-backlog-" + ProcessHandle.current().pid();
        try (Listener control = Fallback.bind("control=unix:" + name + "?backlog=7")) {
            assertThat(control.address()).isPresent();
            assertThat(backlog("-lx", name)).isEqualTo(7);
        }
    }

    @Test
    void without_one_4096_may_wait_or_as_many_as_the_kernel_lets() throws Exception {
        int most = Tools.sysctl("net/core/somaxconn");
        try (Listener http = Fallback.bind("http=tcp://127.0.0.1:0");
                Listener control = Fallback.bind(directory.resolve("s"))) {
            assertThat(backlog("-ltn", "127.0.0.1:" + Fallback.port(http))).isEqualTo(Math.min(4096, most));
            assertThat(backlog("-lx", control.address().orElseThrow().toString()))
                    .isEqualTo(Math.min(4096, most));
        }
    }

    private static int backlog(String family, String address) throws IOException, InterruptedException {
        List<String> lines = Tools.lines("ss", "-H", family);
        for (String line : lines) {
            // Netid of -lx alone, then State Recv-Q Send-Q Local
            if ((" " + line + " ").contains(" " + address + " ")) {
                String[] columns = line.strip().split("\\s+", -1);
                return Integer.parseInt(columns[family.equals("-lx") ? 3 : 2]);
            }
        }
        throw new AssertionError(address + " is not among " + lines);
    }
}
