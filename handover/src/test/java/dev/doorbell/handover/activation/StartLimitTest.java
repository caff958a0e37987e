package dev.doorbell.handover.activation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void as_many_starts_as_it_says_are_permitted_in_its_time() {
        StartLimit.Counter counter = new StartLimit(2, Duration.ofSeconds(10)).counter();
        assertThat(counter.permits(0)).isTrue();
        assertThat(counter.permits(9 * SECOND)).isTrue();
        assertThat(counter.permits(10 * SECOND - 1)).isFalse();
    }

    @Test
    void a_start_is_forgotten_when_its_time_is_over() {
        StartLimit.Counter counter = new StartLimit(2, Duration.ofSeconds(10)).counter();
        assertThat(counter.permits(0)).isTrue();
        assertThat(counter.permits(9 * SECOND)).isTrue();
        assertThat(counter.permits(10 * SECOND)).isTrue();
        assertThat(counter.permits(11 * SECOND)).isFalse();
        assertThat(counter.permits(19 * SECOND)).isTrue();
    }

    @Test
    void what_is_refused_does_not_count() {
        StartLimit.Counter counter = new StartLimit(1, Duration.ofSeconds(10)).counter();
        assertThat(counter.permits(0)).isTrue();
        assertThat(counter.permits(9 * SECOND)).isFalse();
        assertThat(counter.permits(10 * SECOND)).isTrue();
    }

    @Test
    void the_clock_may_begin_anywhere() {
        StartLimit.Counter counter = new StartLimit(1, Duration.ofSeconds(10)).counter();
        assertThat(counter.permits(Long.MAX_VALUE - SECOND)).isTrue();
        assertThat(counter.permits(Long.MIN_VALUE)).isFalse();
        assertThat(counter.permits(Long.MIN_VALUE + 9 * SECOND)).isTrue();
    }

    @Test
    void a_time_may_be_longer_than_the_clock_counts() {
        StartLimit limit = new StartLimit(1, Duration.ofSeconds(Long.MAX_VALUE));
        StartLimit.Counter counter = limit.counter();
        assertThat(counter.permits(0)).isTrue();
        assertThat(counter.permits(Long.MAX_VALUE)).isFalse();
        assertThat(new StartLimitExceeded(limit, 0, "something")).hasMessageContaining("within 9223372036854775807 s");
    }

    @Test
    void zero_is_not_a_limit() {
        StartLimit.Counter counter = new StartLimit(0, Duration.ZERO).counter();
        for (int i = 0; i < 1_000; i++) {
            assertThat(counter.permits(0)).isTrue();
        }
    }

    @Test
    void the_message_says_how_often_in_which_time_and_what_to_do() {
        StartLimit limit = new StartLimit(5, Duration.ofMillis(2_500));
        assertThat(new StartLimitExceeded(limit, 3, "something on \"http\"").message("with --start-limit"))
                .contains("5 times within 2.5 s")
                .contains("exit status 3")
                .contains("something on \"http\"")
                .endsWith(" with --start-limit.");
    }
}
