package dev.doorbell.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.needs.Needs;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A JVM that is killed while its programs run. */
@Timeout(60)
class AbortedJvmTest {
    @Test
    void nothing_of_its_program_is_left() throws Exception {
        assertNothingIsLeft("sleep 1000 & echo $! $$; exec sleep 1000");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Needs("setsid")
    void nothing_of_a_program_that_has_ended_is_left() throws Exception {
        assertNothingIsLeft(LeftoversTest.DAEMON, "has ended");
    }

    private static void assertNothingIsLeft(String... program) throws Exception {
        Process jvm = new ProcessBuilder(Programs.java(Abandoned.class, program))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = jvm.inputReader()) {
            Path directory = Path.of(output.readLine());
            List<ProcessHandle> processes = LeftoversTest.handles(output.readLine());
            assertThat(processes).isNotEmpty().allMatch(ProcessHandle::isAlive);
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
