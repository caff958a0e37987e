package dev.doorbell.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void a_process_has_an_id_of_at_least_1(long pid) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProcessContext(Map.of(), pid, OperatingSystem.LINUX, new Properties()))
                .withMessage("expected a process id of at least 1, got " + pid);
    }

    @ParameterizedTest
    @EnumSource
    void the_pid_is_the_one_that_the_jdk_says(OperatingSystem operatingSystem) {
        assertThat(ProcessContext.pidOfThisProcess(operatingSystem))
                .isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void the_pid_is_the_one_of_the_innermost_namespace() {
        assertThat(ProcessContext.parsePid("Name:\tjava\nPid:\t4711\nNStgid:\t4711\t52\t7\nNSpid:\t4711\t52\t9\n"))
                .isEqualTo(7);
        assertThat(ProcessContext.parsePid("Name:\tjava\nPid:\t815\nNStgid:\t815\nNSpid:\t815\n"))
                .isEqualTo(815);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Name:\tjava\n",
                "Name:\tNStgid:\t5\n",
                "Name:\tx\nNStgid:\t5",
                "Name:\tx\nNStgid:\t\n",
                "\nNStgid:\tx\n"
            })
    void a_file_without_a_pid_is_not_believed(String status) {
        assertThat(ProcessContext.parsePid(status)).isEqualTo(-1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linux_has_the_pid_in_a_file() {
        assertThat(ProcessContext.pidIn("/proc/self/status"))
                .isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void a_missing_file_has_no_pid() {
        assertThat(ProcessContext.pidIn("/no/such/file")).isEqualTo(-1);
    }
}
