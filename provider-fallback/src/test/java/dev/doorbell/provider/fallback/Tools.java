package dev.doorbell.provider.fallback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the machine that a test asks. */
final class Tools {
    private Tools() {}

    /** Returns the output of a program that has ended well. */
    static List<String> lines(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as(printed).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed.lines().toList();
    }

    /** A number that the kernel tells. Linux alone. */
    static int sysctl(String name) throws IOException {
        // Files.readString would get one digit: it begins with a single byte, and the kernel tells no more after that
        return Integer.parseInt(Files.readAllLines(Path.of("/proc/sys", name)).get(0));
    }
}
