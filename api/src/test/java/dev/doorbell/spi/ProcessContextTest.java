package dev.doorbell.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessContextTest {
    @Test
    void the_current_process_is_this_one() {
        ProcessContext current = ProcessContext.current();
        assertThat(current.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(current.environment()).isEqualTo(System.getenv());
        assertThat(current.property("java.home")).contains(System.getProperty("java.home"));
        assertThat(current.operatingSystem()).isEqualTo(OperatingSystem.of(System.getProperty("os.name")));
    }

    @Test
    void it_is_what_a_test_says_it_is() {
        Properties properties = new Properties();
        properties.setProperty("doorbell.provider", "systemd");
        ProcessContext process = new ProcessContext(Map.of("LISTEN_PID", "42"), 42, OperatingSystem.MACOS, properties);
        assertThat(process.pid()).isEqualTo(42);
        assertThat(process.variable("LISTEN_PID")).contains("42");
        assertThat(process.variable("LISTEN_FDS")).isEmpty();
        assertThat(process.property("doorbell.provider")).contains("systemd");
        assertThat(process.property("doorbell.other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Linux,         LINUX,    Linux",
        "Mac OS X,      MACOS,    macOS",
        "Darwin,        MACOS,    macOS",
        "Windows 11,    WINDOWS,  Windows",
        "FreeBSD,       OTHER,    this operating system",
        "'',            OTHER,    this operating system"
    })
    void the_operating_system_is_known_by_its_name(String name, OperatingSystem expected, String written) {
        assertThat(OperatingSystem.of(name)).isEqualTo(expected).hasToString(written);
    }
}
