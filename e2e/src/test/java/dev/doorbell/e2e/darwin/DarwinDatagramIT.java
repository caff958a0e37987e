package dev.doorbell.e2e.darwin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.programs.Datagrams;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** UNIX datagrams on macOS. */
@Timeout(120)
@Needs({"cc", "python3"})
class DarwinDatagramIT {
    @TempDir
    private Path directory;

    /** Checks a sender whose address has 14 NULs, which is not an abstract name on macOS. */
    @Test
    void a_sender_without_a_name_has_an_empty_path() throws Exception {
        Path path = directory.resolve("receiver");
        try (Program receiving = start("from", path)) {
            receiving.outUntil("ready");
            Clients.run("send_datagrams", path.toString(), "1");
            assertThat(receiving.exitCode()).as("%s", receiving.err()).isZero();
            assertThat(receiving.out()).contains("from \"\"");
        }
    }

    /** Checks ENOBUFS, for which Linux has EAGAIN. */
    @Test
    void a_receiver_whose_queue_is_full_is_not_a_failure() throws Exception {
        Path busy = directory.resolve("busy");
        List<String> spawn = List.of(Paths.SPAWN, "--unixgram", busy.toString(), "--", "sleep", "60");
        try (Program receiver = Program.start(spawn)) {
            receiver.errLine("fd 3 ");
            try (Program sending = start(busy.toString(), directory.resolve("sender"))) {
                assertThat(sending.exitCode()).as("%s", sending.err()).isZero();
                assertThat(sending.out()).containsExactly("no more room");
            }
        }
    }

    private static Program start(String what, Path own) throws Exception {
        return Program.start(
                SmallProgram.command(List.of(), Datagrams.class, "x=unixgram://" + own, what), Darwin.environment());
    }
}
