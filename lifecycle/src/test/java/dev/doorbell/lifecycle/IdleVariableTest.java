package dev.doorbell.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.doorbell.Listeners;
import dev.doorbell.TestListeners;
import dev.doorbell.spec.Kind;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
@SuppressWarnings("try")
class IdleVariableTest {
    private final Listeners passed = new TestListeners()
            .passed("one", Kind.SPECIAL, new Backlog().copy())
            .listeners();

    @ParameterizedTest
    @CsvSource({
        "300, 300000",
        "0.5, 500",
        "1.5, 1500",
        "007, 7000",
        ".25, 250",
        "2., 2000",
        "0, 0",
        "0.0, 0",
        "0.0001, 0",
        "3155759999, 3155759999000"
    })
    void it_is_a_decimal_number_of_seconds(String text, long millis) {
        assertThat(IdleVariable.of(Map.of("DOORBELL_IDLE_EXIT", text))).contains(Duration.ofMillis(millis));
    }

    @Test
    void without_it_is_never() {
        assertThat(IdleVariable.of(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "infinity", "3155760000", "3155760001", "99999999999999999999999999"})
    void infinity_and_a_century_are_never(String text) {
        assertThat(IdleVariable.of(Map.of("DOORBELL_IDLE_EXIT", text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", "5min", "5s", "-1", "+1", "1e3", "NaN", "Infinity", "0x10", "1d", "1,5", ".", "1.2.3", " 1"
            })
    void anything_else_is_an_error_that_names_it(String text) {
        assertThatIllegalStateException()
                .isThrownBy(() -> IdleVariable.of(Map.of("DOORBELL_IDLE_EXIT", text)))
                .withMessageContainingAll("DOORBELL_IDLE_EXIT", "\"" + text + "\"", "seconds");
    }

    @Test
    void a_life_without_a_time_of_its_own_takes_it() throws Exception {
        try (Lifecycle life = life("0.02").start()) {
            assertThat(life.awaitEnd()).isEqualTo(End.IDLE);
        }
    }

    @Test
    void a_time_of_its_own_is_the_programs_word() throws Exception {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        assertThat(life("0.02").exitWhenIdle(forever).idle()).as("never").isEmpty();
        try (Lifecycle life = life("bad").exitWhenIdle(Duration.ofHours(1)).start()) {
            assertThat(life.isEnding()).isFalse();
        }
    }

    @Test
    void zero_is_as_soon_as_there_is_no_work() throws Exception {
        try (Lifecycle life = life("0").start()) {
            assertThat(life.awaitEnd()).isEqualTo(End.IDLE);
        }
        try (Lifecycle life = life("300").exitWhenIdle(Duration.ZERO).start()) {
            assertThat(life.awaitEnd()).isEqualTo(End.IDLE);
        }
    }

    @Test
    void a_malformed_one_stops_the_start() {
        assertThatIllegalStateException()
                .isThrownBy(() -> life("soon").start())
                .withMessageContainingAll("DOORBELL_IDLE_EXIT", "\"soon\"");
    }

    private Lifecycle.Builder life(String variable) {
        Lifecycle.Builder plan = Lifecycle.of(passed).serviceManager(new Told());
        plan.environment = Map.of("DOORBELL_IDLE_EXIT", variable);
        return plan;
    }
}
