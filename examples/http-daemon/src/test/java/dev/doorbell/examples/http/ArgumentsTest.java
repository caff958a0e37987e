package dev.doorbell.examples.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.doorbell.spec.ListenerSpec;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @TempDir
    private Path directory;

    @Test
    void a_directory_without_a_spec_is_served_on_port_8080_indefinitely() {
        Arguments arguments = parse();
        assertThat(arguments.directory).isEqualTo(directory);
        assertThat(arguments.specs).containsExactly(ListenerSpec.tcp("http", "127.0.0.1", 8080));
        assertThat(arguments.idleExit).isNull();
        assertThat(arguments.drain).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void what_stands_before_the_directory_are_specs() {
        assertThat(parse("web=tcp://[::1]:80", "http").specs)
                .containsExactly(ListenerSpec.tcp("web", "::1", 80), ListenerSpec.named("http"));
    }

    @Test
    void times_are_seconds() {
        Arguments arguments = parse("--idle-exit", "300", "--drain", "5");
        assertThat(arguments.idleExit).isEqualTo(Duration.ofMinutes(5));
        assertThat(arguments.drain).isEqualTo(Duration.ofSeconds(5));
        Arguments others = parse("--idle-exit", "0", "--drain", "1.5");
        assertThat(others.idleExit).isZero();
        assertThat(others.drain).isEqualTo(Duration.ofMillis(1500));
        assertThat(parse("--drain", "1e30").drain).as("unlimited").isGreaterThan(Duration.ofDays(36_525));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", "NaN", ""})
    void a_time_that_is_none_is_named(String time) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--drain", time))
                .withMessage("--drain: expected 0 seconds or more, got " + time + ". Try --help.");
    }

    @Test
    void a_time_that_is_missing_is_said_to_be() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(new String[] {"--idle-exit"}))
                .withMessage("--idle-exit: expected 0 seconds or more, got nothing. Try --help.");
    }

    @Test
    void there_must_be_a_directory() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(new String[] {}))
                .withMessageStartingWith("There is no DIRECTORY to serve.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(new String[] {"http=tcp://127.0.0.1:1"}))
                .withMessageContaining("http=tcp://127.0.0.1:1 is not a directory.");
    }

    @Test
    void an_unknown_option_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--port"))
                .withMessageStartingWith("There is no option --port.");
    }

    @Test
    void a_spec_that_does_not_parse_is_found_before_anything_is_opened() {
        assertThatIllegalArgumentException().isThrownBy(() -> parse("http=tcp://"));
    }

    @Test
    void help_needs_nothing_else() {
        assertThat(Arguments.parse(new String[] {"--help"}).help).isTrue();
        assertThat(parse().help).isFalse();
    }

    private Arguments parse(String... before) {
        String[] args = new String[before.length + 1];
        System.arraycopy(before, 0, args, 0, before.length);
        args[before.length] = directory.toString();
        return Arguments.parse(args);
    }
}
