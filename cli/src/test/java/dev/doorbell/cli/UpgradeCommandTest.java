package dev.doorbell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The errors of {@code upgrade}. The module e2e tests it with a program. */
@Timeout(60)
class UpgradeCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_process_that_does_not_exist_is_told() {
        assertThat(upgrade(String.valueOf(Integer.MAX_VALUE))).isEqualTo(1);
        assertThat(err.toString())
                .contains("there is no process " + Integer.MAX_VALUE)
                .hasLineCount(1);
    }

    @Test
    void a_process_that_is_another_program_is_told() {
        assertThat(upgrade(String.valueOf(ProcessHandle.current().pid()))).isEqualTo(1);
        assertThat(err.toString()).contains("is not a doorbell run --upgrade").hasLineCount(1);
    }

    @Test
    void an_argument_that_is_not_a_pid_is_unusable() {
        assertThat(upgrade("app")).isEqualTo(2);
        assertThat(upgrade()).isEqualTo(2);
        assertThat(err.toString()).contains("doorbell upgrade --help").hasLineCount(2);
    }

    private int upgrade(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "upgrade";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return Passing.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }
}
