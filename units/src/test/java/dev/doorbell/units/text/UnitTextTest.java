package dev.doorbell.units.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quoting by {@code systemd.syntax(7)}, and command lines by {@code systemd.service(5)}. */
class UnitTextTest {
    @Test
    void a_plain_word_stays_as_it_is() {
        assertThat(UnitText.argument("--port=80,é/:@~*?[]{}()&|<>!-+")).isEqualTo("--port=80,é/:@~*?[]{}()&|<>!-+");
    }

    @Test
    void specifiers_and_variables_are_neither() {
        assertThat(UnitText.argument("100%h")).isEqualTo("100%%h");
        assertThat(UnitText.argument("$HOME")).isEqualTo("$$HOME");
        assertThat(UnitText.argument("a${X}$$")).isEqualTo("a$${X}$$$$");
    }

    @Test
    void a_word_stays_one_word() {
        assertThat(UnitText.argument("")).isEqualTo("\"\"");
        assertThat(UnitText.argument("a b")).isEqualTo("\"a b\"");
        assertThat(UnitText.argument(";")).as("which would end the command").isEqualTo("\";\"");
        assertThat(UnitText.argument("it's")).isEqualTo("\"it's\"");
        assertThat(UnitText.argument("a\"b")).isEqualTo("\"a\\\"b\"");
        assertThat(UnitText.argument("a\\")).as("which would continue the line").isEqualTo("\"a\\\\\"");
        assertThat(UnitText.argument("\\x41")).isEqualTo("\"\\\\x41\"");
    }

    @Test
    void a_line_end_in_an_argument_stays_on_its_line() {
        assertThat(UnitText.argument("a\nb\r\t\u0001\u0085")).isEqualTo("\"a\\nb\\r\\t\\u0001\\u0085\"");
    }

    @Test
    void an_argument_ends_at_a_nul() {
        assertThatThrownBy(() -> UnitText.argument("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void half_a_character_is_none() {
        assertThatThrownBy(() -> UnitText.argument("a\ud83d")).isInstanceOf(IllegalArgumentException.class);
        assertThat(UnitText.argument("a\ud83d\ude00")).isEqualTo("a\ud83d\ude00");
    }

    @Test
    void a_program_has_its_percent_signs_and_no_dollar_sign() {
        assertThat(UnitText.program("/opt/a b/100%")).isEqualTo("\"/opt/a b/100%%\"");
        assertThatThrownBy(() -> UnitText.program("/opt/$x"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("\"/opt/$x\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/opt/a\"b", "/opt/a'b", "/opt/a\\b", "a\\"})
    void a_program_that_systemd_takes_in_no_spelling_is_refused_by_name(String program) {
        assertThatThrownBy(() -> UnitText.program(program))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("\"" + program + "\"")
                .hasMessageContaining("quotation mark or a backslash")
                .hasMessageContaining("a link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r", "a\tb", " a", "a ", "a\\", "\0", "\u0085"})
    void a_value_without_quotes_cannot_hold(String text) {
        assertThatThrownBy(() -> UnitText.value("name", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The name \"");
    }

    @Test
    void a_value_needs_no_quotes() {
        assertThat(UnitText.value("name", "it's \"a\" b\\c $d; #e")).isEqualTo("it's \"a\" b\\c $d; #e");
    }
}
