package dev.doorbell.descriptors.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without a locale, the JDK takes ASCII for the text of a path: a client's own path must not be the listener's trouble. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "binds its clients with the C library of Linux")
@Timeout(120)
class AcceptWithoutLocaleTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"clients, s", "clients, \u00fcn\u00ef", "connection, s", "connection, \u00fcn\u00ef"})
    void clients_of_any_path_are_accepted_and_named_byte_for_byte(String what, String listener) throws Exception {
        assertThat(run(what, listener)).contains("named: [a, c3a9, ff80, @]").contains("more descriptors: 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed", "interrupted", "empty"})
    void a_wait_ends_as_that_of_the_jdk_does(String what) throws Exception {
        assertThat(run(what, "s"))
                .contains(
                        switch (what) {
                            case "closed" -> "java.nio.channels.AsynchronousCloseException, open: false";
                            case "interrupted" -> "java.nio.channels.ClosedByInterruptException, open: false";
                            default -> "null, open: true";
                        });
    }

    /** On one carrier, which the thread that waits must leave to the one that closes. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "has no virtual threads")
    void closing_ends_the_wait_of_a_virtual_thread() throws Exception {
        assertThat(run("virtual", "s")).contains("java.nio.channels.AsynchronousCloseException, open: false");
    }

    private String run(String... arguments) throws Exception {
        return SpawnedJava.withJna()
                .environment("LC_ALL", "C")
                .option("-Djdk.virtualThreadScheduler.parallelism=1")
                .option("-Djdk.virtualThreadScheduler.maxPoolSize=1")
                .option("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
                .run(AcceptingWithoutLocale.class, arguments[0], directory.toString(), arguments[1]);
    }
}
