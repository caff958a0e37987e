package dev.doorbell.descriptors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.jdk.RawSocket;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors that a provider of the user's own was passed, in a ledger of their own. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks at /proc/self/fd")
class PassedToProviderTest {
    private final ProcessContext process = new ProcessContext(Map.of(), 42, OperatingSystem.LINUX, new Properties());

    @Test
    void a_socket_is_a_listener_of_its_kind_under_its_name() throws Exception {
        int number = RawSocket.tcp("127.0.0.1");
        ListenerHandle handle = passed("web", number).orElseThrow();
        assertThat(handle.name()).isEqualTo("web");
        assertThat(handle.kind()).isEqualTo(Kind.TCP);
        assertThat(handle.descriptor()).hasValue(number);
        handle.close();
        assertThat(RawSocket.isClosed(number)).isTrue();
    }

    @Test
    void a_number_that_another_component_has_taken_is_not_passed_again() throws Exception {
        int number = RawSocket.tcp("127.0.0.1");
        ListenerHandle first = passed("", number).orElseThrow();
        first.open();
        assertThat(passed("", number)).isEmpty();
        first.close();
        assertThat(passed("", number)).as("the number may be another file now").isEmpty();
        assertThat(process.properties()).as("the ledger of this process").hasSize(1);
    }

    @Test
    void a_number_that_is_not_open_is_an_error_of_the_activation() throws Exception {
        int number = RawSocket.tcp("127.0.0.1");
        SunNioCh.close0(number);
        assertThatThrownBy(() -> passed("", number))
                .isInstanceOfSatisfying(
                        ActivationException.class, e -> assertThat(e.provider()).isEqualTo("own"))
                .hasMessageStartingWith("cannot adopt fd " + number + ": it is not open.");
    }

    /** Checks what a child process sees that inherited the variables and not the descriptors. */
    @Test
    void a_file_of_the_jvm_is_an_error_and_stays_open() throws Exception {
        int number = numberOf(Path.of(System.getProperty("java.home"), "lib", "modules"));
        assertThatThrownBy(() -> passed("", number))
                .isInstanceOf(ActivationException.class)
                .hasMessageContaining("which the JVM opened itself");
        assertThat(DescriptorFacts.of(number).open()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 2})
    void standard_output_and_error_are_never_passed(int number) {
        assertThatThrownBy(() -> passed("", number))
                .isInstanceOf(ActivationException.class)
                .hasMessage("cannot adopt fd " + number
                        + ": it cannot be a passed descriptor. Pass 0, or a number of at least 3.");
    }

    @Test
    void the_number_0_is_standard_input_which_stays_open() throws Exception {
        assertThat(passed("connection", 0).orElseThrow().getClass().getSimpleName())
                .isEqualTo("StandardInputHandle");
    }

    private Optional<ListenerHandle> passed(String name, int number) throws IOException {
        return RawDescriptors.passed(process, "own", name, number);
    }

    private static int numberOf(Path file) throws IOException {
        try (var numbers = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path number : numbers) {
                if (Files.exists(number) && Files.isSameFile(number, file)) {
                    return Integer.parseInt(number.getFileName().toString());
                }
            }
        }
        throw new IOException(file + " is not open");
    }
}
