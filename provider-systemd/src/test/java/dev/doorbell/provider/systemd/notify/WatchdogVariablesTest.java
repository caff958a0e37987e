package dev.doorbell.provider.systemd.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.provider.systemd.Processes;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The differential test has many more; these say what the rule is. */
class WatchdogVariablesTest {
    @Test
    void without_an_interval_there_is_no_watchdog_whatever_the_pid_is() throws IOException {
        assertThat(WatchdogVariables.interval(Processes.with("WATCHDOG_PID=x"))).isEmpty();
    }

    @Test
    void the_interval_is_for_this_process_or_for_any() throws IOException {
        assertThat(WatchdogVariables.interval(Processes.with("WATCHDOG_USEC=30000001")))
                .contains(Duration.ofSeconds(30, 1000));
        assertThat(WatchdogVariables.interval(Processes.with("WATCHDOG_USEC=1", "WATCHDOG_PID=42")))
                .contains(Duration.ofNanos(1000));
        assertThat(WatchdogVariables.interval(Processes.with("WATCHDOG_USEC=1", "WATCHDOG_PID=41")))
                .isEmpty();
    }

    @Test
    void the_longest_interval_is_one_less_than_for_ever() throws IOException {
        assertThat(WatchdogVariables.interval(Processes.with("WATCHDOG_USEC=18446744073709551614")))
                .contains(Duration.ofSeconds(18446744073709L, 551_614_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "x", "-1", "18446744073709551615", "18446744073709551616", "1 "})
    void a_bad_interval_is_an_error_even_where_it_is_another_process(String micros) {
        assertThatThrownBy(
                        () -> WatchdogVariables.interval(Processes.with("WATCHDOG_USEC=" + micros, "WATCHDOG_PID=41")))
                .isInstanceOf(ActivationException.class)
                .hasMessageContaining("WATCHDOG_USEC is \"" + micros + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "x", "-1", "2147483648"})
    void a_bad_pid_is_an_error(String pid) {
        assertThatThrownBy(() -> WatchdogVariables.interval(Processes.with("WATCHDOG_USEC=1", "WATCHDOG_PID=" + pid)))
                .isInstanceOf(ActivationException.class)
                .hasMessageContaining("WATCHDOG_PID is \"" + pid + "\"");
    }

    @Test
    void a_process_above_this_one_counts_where_its_listen_pid_would() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        long parent = self.parent().orElseThrow().pid();
        Map<String, String> environment = Map.of("WATCHDOG_USEC", "1000", "WATCHDOG_PID", String.valueOf(parent));
        Properties properties = new Properties();
        ProcessContext process = new ProcessContext(environment, self.pid(), OperatingSystem.LINUX, properties);
        assertThat(WatchdogVariables.interval(process)).isEmpty();
        properties.setProperty("doorbell.systemd.pid", "ancestor");
        assertThat(WatchdogVariables.interval(process)).contains(Duration.ofMillis(1));
    }
}
