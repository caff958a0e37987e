package dev.doorbell.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The jar that was built, started as a user starts it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no sh to set LISTEN_PID in")
class StartedJarIT {
    @TempDir
    Path directory;

    @Test
    void nothing_is_passed_to_a_program_in_a_terminal() throws Exception {
        assertThat(run("", "inspect", "--json")).isZero();
        assertThat(out()).isEqualTo("{\"provider\":\"fallback\",\"listeners\":[],\"error\":null}\n");
        assertThat(err()).as("no warning of the JVM either").isEmpty();
    }

    @Test
    void a_malformed_hand_over_is_told_in_json() throws Exception {
        assertThat(run("LISTEN_PID=$$ LISTEN_FDS=x ", "inspect", "--json")).isEqualTo(1);
        assertThat(out())
                .startsWith("{\"provider\":\"systemd\",\"listeners\":[],\"error\":\"")
                .contains("LISTEN_FDS")
                .endsWith("\"}\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void an_unknown_provider_is_told_in_json() throws Exception {
        assertThat(run("DOORBELL_PROVIDER=inetd ", "inspect", "--json")).isEqualTo(1);
        assertThat(out())
                .startsWith("{\"provider\":null,\"listeners\":[],\"error\":\"")
                .contains("inetd");
    }

    @Test
    void people_read_why_a_provider_was_chosen() throws Exception {
        assertThat(run("", "inspect")).isZero();
        assertThat(out())
                .startsWith("provider: fallback\n\nnothing was passed\n")
                .contains("Provider chosen: fallback", "systemd: does not apply", "launchd: does not apply");
    }

    @Test
    void the_version_is_that_of_the_jar() throws Exception {
        assertThat(run("", "--version")).isZero();
        assertThat(out()).matches("doorbell [0-9]+\\.[0-9]+\\.[0-9]+.*\n");
    }

    private int run(String environment, String... arguments) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of("sh", "-c", environment + "exec \"$@\"", "sh"));
        command.addAll(List.of(java.toString(), "-jar", "target/doorbell.jar"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String out() throws IOException {
        return Files.readString(directory.resolve("out"), UTF_8);
    }

    private String err() throws IOException {
        return Files.readString(directory.resolve("err"));
    }
}
