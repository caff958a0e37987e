package dev.doorbell.e2e.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that a {@link Holder} has started. */
public final class HeldServer implements AutoCloseable {
    /** Options of java: a test starts each server often, and for a few requests. */
    public static final List<String> SHORT_LIFE =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-Djava.awt.headless=true");

    private static final long BOUND_SECONDS = 60;

    private final Process process;
    private final Path log;

    HeldServer(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Returns the process. */
    public Process process() {
        return process;
    }

    /** Returns the output of this server and of those that the same holder has started before. */
    public String output() throws IOException {
        // a server may cut a character in two
        return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
    }

    /** Waits until the output contains the text. */
    public void awaitOutput(String text) throws Exception {
        Eventually.becomesTrue(text + " in the output", () -> output().contains(text));
    }

    /** Sends SIGTERM. {@return the exit code} */
    public int terminate() throws Exception {
        process.toHandle().destroy();
        return exitCode();
    }

    /** Waits for the end. {@return the exit code} */
    public int exitCode() throws Exception {
        assertThat(process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS))
                .as("ends: %s", output())
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
