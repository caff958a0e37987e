package dev.doorbell.handover.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {
    private static Notification of(String text) {
        return new Notification(OptionalLong.empty(), text, List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "READY=1\nSTATUS=a b",
                "READY=1\n\nSTATUS=a b\n",
                "READY=1\r\nSTATUS=a b",
                "READY=1\rSTATUS=a b\0"
            })
    void a_line_is_an_assignment(String text) {
        Notification notification = of(text);
        assertThat(notification.assignments()).containsExactly("READY=1", "STATUS=a b");
        assertThat(notification.has("READY=1")).isTrue();
        assertThat(notification.value("STATUS")).contains("a b");
        assertThat(notification.value("ERRNO")).isEmpty();
    }

    @Test
    void a_nul_inside_makes_it_void() {
        assertThat(of("READY=1\0\nSTATUS=x").assignments()).isEmpty();
    }

    @Test
    void of_several_assignments_the_first_counts() {
        assertThat(of("STATUS=one\nSTATUS=two").value("STATUS")).contains("one");
    }

    @Test
    void a_time_is_a_number_of_microseconds() {
        assertThat(of("WATCHDOG_USEC=1500").micros("WATCHDOG_USEC")).contains(Duration.ofNanos(1_500_000));
        assertThat(of("WATCHDOG_USEC=18446744073709551615").micros("WATCHDOG_USEC"))
                .hasValueSatisfying(time -> assertThat(time).isGreaterThan(Duration.ofDays(36_500)));
        assertThat(of("WATCHDOG_USEC=1s").micros("WATCHDOG_USEC")).isEmpty();
    }
}
