package dev.doorbell.agent.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spec.Address;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private final Properties properties = new Properties();

    private Settings settings() {
        return Settings.of(new ProcessContext(Map.of(), 1, OperatingSystem.LINUX, properties));
    }

    @Test
    void nothing_is_set_by_default() {
        assertThat(settings().names().all()).isEmpty();
        assertThat(settings().stopsOnUnknown()).isFalse();
    }

    @Test
    void a_name_belongs_to_a_port_or_a_path() {
        properties.setProperty("doorbell.agent.map", "http=8080,control=/run/x.sock");
        assertThat(settings().names().byPlace())
                .containsOnly(Map.entry("8080", List.of("http")), Map.entry("/run/x.sock", List.of("control")));
    }

    @Test
    void a_port_may_have_names_of_several_kinds_and_a_relative_path_is_compared_as_an_absolute_one() {
        properties.setProperty(
                "doorbell.agent.map", "http=443,quic=443,c=" + Path.of("c").toAbsolutePath());
        assertThat(settings().names().of(Address.Ip.of("*", 443))).containsExactly("http", "quic");
        assertThat(settings().names().of(new Address.File(Path.of("d/../c")))).containsExactly("c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8080", "=8080", "http=", "http=x", "http=0", "http=65536", "http=8080,", "http=relative"})
    void another_map_is_an_error_that_shows_the_part(String text) {
        properties.setProperty("doorbell.agent.map", text);
        assertThatThrownBy(this::settings)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NAME=PORT")
                .hasMessageContaining(text.endsWith(",") ? "\"\"" : '"' + text + '"');
    }

    @Test
    void an_unknown_jdk_may_stop_the_program() {
        properties.setProperty("doorbell.agent.onUnknown", "stop");
        assertThat(settings().stopsOnUnknown()).isTrue();
        properties.setProperty("doorbell.agent.onUnknown", "perhaps");
        assertThatThrownBy(this::settings).hasMessageContaining("continue").hasMessageContaining("\"perhaps\"");
    }

    @ParameterizedTest
    @CsvSource({"300, PT5M", "90s, PT1M30S", "5min, PT5M", "1h, PT1H", "1500ms, PT1.5S"})
    void times_have_the_units_of_systemd(String text, Duration time) {
        assertThat(settings().idle()).isZero();
        properties.setProperty("doorbell.agent.idle", text);
        assertThat(settings().idle()).isEqualTo(time);
        assertThat(settings().drain()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "5 fortnights", "99999999999s"})
    void another_time_is_an_error(String text) {
        properties.setProperty("doorbell.agent.drain", text);
        assertThatThrownBy(this::settings).hasMessageContaining("-Ddoorbell.agent.drain=5min");
    }
}
