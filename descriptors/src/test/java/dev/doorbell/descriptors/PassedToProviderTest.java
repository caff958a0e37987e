package dev.doorbell.descriptors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.SpawnedJava;
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
    void a_socket_on_standard_input_is_served_and_its_number_stays_open() throws Exception {
        assertThat(onStandardInput("socket").lines()).containsExactly("TCP", "0 is a character device");
    }

    /** It may be the terminal, which standard output and error are too: they would become /dev/null with it. */
    @Test
    void standard_input_that_is_no_socket_is_refused() throws Exception {
        assertThat(onStandardInput("pipe").lines())
                .containsExactly("cannot adopt \"web\" (fd 0): expected a socket on standard input, got a FIFO."
                        + " Pass a socket as standard input (StandardInput=socket in a systemd unit).");
    }

    private static String onStandardInput(String what) throws Exception {
        return SpawnedJava.withoutJna().run(OnStandardInput.class, what);
    }

    /** Takes standard input, a pipe or a socket, and says what became of it. */
    static final class OnStandardInput {
        private OnStandardInput() {}

        public static void main(String[] arguments) throws IOException {
            if (arguments[0].equals("socket")) {
                SunNioCh.dup2(RawSocket.tcp("127.0.0.1"), 0);
            }
            try {
                ProcessContext process = new ProcessContext(Map.of(), 42, OperatingSystem.LINUX, new Properties());
                ListenerHandle handle =
                        RawDescriptors.passed(process, "own", "web", 0).orElseThrow();
                handle.open();
                handle.commit();
                System.out.println(handle.kind());
                System.out.println("0 is " + DescriptorFacts.of(0).fileType());
            } catch (ActivationException refused) {
                System.out.println(refused.getMessage());
            }
        }
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
