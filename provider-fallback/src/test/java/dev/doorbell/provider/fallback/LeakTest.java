package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening and closing again and again. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "counts descriptors in /proc")
class LeakTest {
    private static final int ROUNDS = 1_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://127.0.0.1:0",
                "tcp6://[::]:0",
                "udp://*:0",
                "unix://DIR/s",
                "unix://DIR/s?mode=0600",
                "unix:@doorbell-leak"
            })
    void a_thousand_rounds_leave_nothing_behind(String uri) throws Exception {
        String spec = "http=" + uri.replace("DIR", directory.toString());
        Fallback.bind(spec).close();
        List<String> before = OpenDescriptors.sockets();
        for (int round = 0; round < ROUNDS; round++) {
            Fallback.bind(spec).close();
        }
        assertThat(OpenDescriptors.sockets()).isEqualTo(before);
        assertThat(directory).isEmptyDirectory();
    }
}
