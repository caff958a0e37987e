package dev.doorbell.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdleTimeTest {
    @ParameterizedTest
    @CsvSource({"300, PT5M", "0.5, PT0.5S", "0, PT0S", "5m, PT5M", "2h, PT2H", "PT20S, PT20S"})
    void a_time_is_in_seconds_unless_it_has_a_unit(String text, Duration time) {
        assertThat(IdleTime.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "infinity"})
    void an_application_may_never_end(String text) {
        assertThat(IdleTime.parse(text)).isEqualTo(IdleTime.NEVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-5m", "NaN", "Infinity", "soon", "5 parsecs", " ", "1,5"})
    void another_value_is_an_error_that_names_the_key(String text) {
        assertThatThrownBy(() -> IdleTime.parse(text))
                .isInstanceOf(DoorbellException.class)
                .hasMessage("doorbell.idle-exit: expected seconds such as 300, or a time such as 5m, got \"" + text
                        + "\".");
    }
}
