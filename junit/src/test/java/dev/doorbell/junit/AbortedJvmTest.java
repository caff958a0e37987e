package dev.doorbell.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.needs.Needs;
import java.io.BufferedReader;
import java.io.IOException;
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
    private static final String TWO_PROCESSES = "sleep 1000 & echo $! $$; exec sleep 1000";

    @Test
    void nothing_of_its_program_is_left() throws Exception {
        assertNothingIsLeft(TWO_PROCESSES);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Needs("setsid")
    void nothing_of_a_program_that_has_ended_is_left() throws Exception {
        assertNothingIsLeft(LeftoversTest.DAEMON, "has ended");
    }

    @Test
    void the_programs_of_another_jvm_run_on() throws Exception {
        try (Fork aborted = Fork.running(TWO_PROCESSES);
                Fork other = Fork.running(TWO_PROCESSES)) {
            assertThat(other.directory).isNotEqualTo(aborted.directory);
            aborted.kill();
            other.assertRuns();
            other.kill();
        }
    }

    private static void assertNothingIsLeft(String... program) throws Exception {
        try (Fork jvm = Fork.running(program)) {
            jvm.kill();
        }
    }

    /** A JVM of a build that runs tests in several. */
    private record Fork(Process jvm, BufferedReader output, Path directory, List<ProcessHandle> programs)
            implements AutoCloseable {
        static Fork running(String... program) throws IOException {
            Process jvm = new ProcessBuilder(Programs.java(Abandoned.class, program))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = jvm.inputReader();
            Fork fork = new Fork(jvm, output, Path.of(output.readLine()), LeftoversTest.handles(output.readLine()));
            fork.assertRuns();
            return fork;
        }

        void assertRuns() {
            assertThat(programs).isNotEmpty().allMatch(ProcessHandle::isAlive);
            assertThat(directory).exists();
        }

        /** Kills it, and waits until nothing of it is left. */
        void kill() throws Exception {
            jvm.destroyForcibly();
            for (ProcessHandle program : programs) {
                program.onExit().get();
            }
            while (Files.exists(directory)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }

        @Override
        public void close() throws IOException {
            jvm.destroyForcibly();
            output.close();
        }
    }
}
