package dev.doorbell.cli.activator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ActivatorLogTest {
    @Test
    void a_line_of_the_log_is_one_line() {
        StringWriter err = new StringWriter();
        new ActivatorLog(new PrintWriter(err, true), false).info("from /a\nb\033[31m");
        assertThat(err).hasToString("doorbell: from /a\\x0ab\\x1b[31m" + System.lineSeparator());
    }
}
