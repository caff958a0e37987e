package dev.doorbell.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A signal that comes while the listeners are opened. */
@Timeout(60)
class ShutdownTest {
    @Test
    void what_is_opened_while_the_jvm_ends_is_closed_and_the_status_is_zero() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        List.of(java.toString(), "-cp", System.getProperty("java.class.path"), Opening.class.getName()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("closed").doesNotContain("Exception");
        assertThat(process.exitValue()).isZero();
    }

    /** A program that opens its listeners while the JVM already ends with the status of a signal. */
    static final class Opening {
        private Opening() {}

        public static void main(String[] arguments) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> new Shutdown().closes(() -> {
                        System.out.println("closed");
                        System.out.flush();
                    })));
            System.exit(143);
        }
    }
}
