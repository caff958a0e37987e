package dev.doorbell.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LinesTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void a_line_is_there_as_soon_as_it_is_printed() {
        new Lines(new PrintStream(new BufferedOutputStream(written), false, StandardCharsets.UTF_8)).print("ready");
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("ready\n");
    }

    @Test
    void a_line_is_utf_8_in_any_locale() {
        new Lines(new PrintStream(written, false, StandardCharsets.US_ASCII)).print("/run/größe.sock");
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("/run/größe.sock\n");
    }
}
