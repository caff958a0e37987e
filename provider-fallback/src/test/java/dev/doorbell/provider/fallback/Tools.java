package dev.doorbell.provider.fallback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the machine that a test asks. */
final class Tools {
    private Tools() {}

    /** Skips the test where the program is missing; with {@code CI=true} that is a failure. */
    static void need(String program) {
        needThat(isThere(program), program + " is not installed");
    }

    /** Skips the test unless something is so; with {@code CI=true} that is a failure. */
    static void needThat(boolean so, String otherwise) {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(so).as(otherwise).isTrue();
        }
        assumeTrue(so, otherwise);
    }

    /** What a program prints, once it has ended well. */
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

    private static boolean isThere(String program) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (new File(directory, program).canExecute()) {
                return true;
            }
        }
        return false;
    }
}
