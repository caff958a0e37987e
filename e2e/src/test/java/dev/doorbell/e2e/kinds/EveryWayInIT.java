package dev.doorbell.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Names;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.e2e.fixture.Terminal;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every kind, adopted and used, by each way into this JDK. {@code newer-debian.sh} runs it on JDKs that this machine
 * lacks, and derives its table from the names of these tests.
 */
@Timeout(180)
@Needs({"cc", "python3", "socat"})
class EveryWayInIT {
    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @EnumSource(Access.class)
    void every_kind_is_adopted_and_used(Access access) throws Exception {
        String queue = "/" + Names.unique("queue");
        try (Terminal terminal = Terminal.in(directory);
                Started daemon =
                        Started.start(EveryKind.commandFromClassPath(directory, terminal, queue, access.options()))) {
            EveryKind.use(daemon, directory, terminal, queue);
            assertThat(daemon.program().terminate()).isZero();
        } finally {
            Clients.run("mqueue_remove", queue);
        }
    }

    /** The ways in, each forced by {@code -Ddoorbell.access}. */
    enum Access {
        OPENED,
        SERIALIZATION,
        JNA;

        private static final String OPENS = "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED";

        List<String> options() {
            String forced = "-Ddoorbell.access=" + name().toLowerCase(Locale.ROOT);
            return this == OPENED ? List.of(OPENS, forced) : List.of(forced);
        }
    }
}
