package dev.doorbell.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void nothing_is_passed_any_more() {
        FakeManager.failing = false;
        FakeManager.complaint = null;
    }

    @Test
    void no_arguments_are_unusable() {
        assertThat(run()).isEqualTo(2);
        assertThat(err()).startsWith("echo-daemon: There is no SPEC");
        assertThat(out()).isEmpty();
    }

    @Test
    void an_unknown_option_is_unusable() {
        assertThat(run("--verbose", "http")).isEqualTo(2);
        assertThat(err()).startsWith("echo-daemon: There is no option --verbose.");
    }

    @Test
    void a_spec_that_does_not_parse_is_unusable() {
        assertThat(run("http=tcp://")).isEqualTo(2);
        assertThat(err()).startsWith("echo-daemon: Cannot read the listener spec");
    }

    @Test
    void one_name_for_two_specs_is_unusable() {
        assertThat(run("x=tcp://127.0.0.1:0", "x=udp://127.0.0.1:0")).isEqualTo(2);
        assertThat(err())
                .startsWith("echo-daemon: Two specs have the name \"x\"")
                .hasLineCount(1);
        assertThat(out()).isEmpty();
    }

    @Test
    void help_is_printed_where_it_can_be_piped() {
        assertThat(run("--help")).isZero();
        assertThat(out()).startsWith("Usage: echo-daemon ").endsWith("\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void a_bad_hand_over_is_one_message() {
        FakeManager.failing = true;
        FakeManager.complaint = "Fake passed nonsense. Tell it not to.";
        assertThat(run("http=tcp://127.0.0.1:0")).isEqualTo(1);
        assertThat(err()).isEqualTo("echo-daemon: Fake passed nonsense. Tell it not to." + System.lineSeparator());
        assertThat(out()).as("output of a failed start").isEmpty();
    }

    @Test
    void an_exception_without_a_message_is_named() {
        FakeManager.failing = true;
        assertThat(run("http=tcp://127.0.0.1:0")).isEqualTo(1);
        assertThat(err()).isEqualTo("echo-daemon: java.io.IOException" + System.lineSeparator());
    }

    @Test
    void a_listener_that_is_missing_and_may_not_be_bound_is_an_error() {
        assertThat(run("--when-missing", "fail", "http=tcp://127.0.0.1:0")).isEqualTo(1);
        assertThat(err()).startsWith("echo-daemon: No listener named \"http\" was passed.");
    }

    private int run(String... args) {
        Output lines = new Output(new PrintStream(out, false, StandardCharsets.UTF_8));
        return new Main(lines, new PrintStream(err, true, StandardCharsets.UTF_8), new Shutdown()).run(args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
