package dev.doorbell.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A JVM that is killed while its programs run. */
@Timeout(60)
class AbortedJvmTest {
    /** Prints its own pid and that of its child. */
    private static final String PROGRAM = "sleep 1000 & echo $! $$; exec sleep 1000";

    @Test
    void nothing_of_it_is_left() throws Exception {
        Process jvm = new ProcessBuilder(Programs.java(Abandoned.class, PROGRAM))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = jvm.inputReader()) {
            Path directory = Path.of(output.readLine());
            List<ProcessHandle> processes = Stream.of(output.readLine().split(" "))
                    .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                    .toList();
            assertThat(processes).hasSize(2).allMatch(ProcessHandle::isAlive);
            assertThat(directory).exists();
            jvm.destroyForcibly();
            for (ProcessHandle process : processes) {
                process.onExit().get();
            }
            while (Files.exists(directory)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } finally {
            jvm.destroyForcibly();
        }
    }
}
