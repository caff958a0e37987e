package dev.doorbell.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.needs.Needs;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that have left the process group of their program. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
@Needs("setsid")
class LeftoversTest {
    /** Prints the pid of a child in a session of its own, once it has one. */
    static final String DAEMON = "echo $(setsid sh -c 'echo $$; exec sleep 1000 >/dev/null' &)";

    @ParameterizedTest
    @ValueSource(strings = {"exec sleep 1000", "exit"})
    void they_end_with_the_test(String end) throws Exception {
        List<ProcessHandle> processes;
        try (Activated app = Activated.command("sh", "-c", DAEMON + "; " + end)
                .listen("http=tcp://127.0.0.1:0")
                .withoutEnvironment("NOTIFY_SOCKET")
                .atOnce()
                .start()) {
            app.awaitOutput("\n");
            processes = handles(app.output());
        }
        for (ProcessHandle process : processes) {
            process.onExit().get();
        }
        assertThat(processes).hasSize(1);
    }

    static List<ProcessHandle> handles(String output) {
        return Stream.of(output.strip().split(" "))
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
    }
}
