package dev.doorbell.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessIdTest {
    @ParameterizedTest
    @EnumSource
    void it_is_the_one_that_the_jdk_says(OperatingSystem operatingSystem) {
        assertThat(ProcessId.current(operatingSystem))
                .isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void it_is_the_one_of_the_innermost_namespace() {
        assertThat(ProcessId.parse("Name:\tjava\nPid:\t4711\nNStgid:\t4711\t52\t7\nNSpid:\t4711\t52\t9\n"))
                .isEqualTo(7);
        assertThat(ProcessId.parse("Name:\tjava\nPid:\t815\nNStgid:\t815\nNSpid:\t815\n"))
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
    void a_file_that_does_not_say_so_is_not_believed(String status) {
        assertThat(ProcessId.parse(status)).isEqualTo(-1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linux_has_it_in_a_file() {
        assertThat(ProcessId.fromFile("/proc/self/status"))
                .isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void a_file_that_is_not_there_says_nothing() {
        assertThat(ProcessId.fromFile("/no/such/file")).isEqualTo(-1);
    }
}
