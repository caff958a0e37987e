package dev.doorbell.provider.systemd.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spi.ActivationException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses there are; that messages reach them is for the tests with another process. */
class NotifySocketTest {
    @ParameterizedTest
    @ValueSource(strings = {"/run/systemd/notify", "@/org/freedesktop/systemd1/notify/123", "/x", "@x"})
    void a_path_and_an_abstract_name_are_addresses(String address) throws IOException {
        assertThat(NotifySocket.parse(address)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "@", "run/notify", "./notify", "unix:/run/notify", "tcp:1", "vsocket:1:2", "vsock"})
    void anything_else_is_an_error_that_names_the_variable_and_the_value(String address) {
        assertThatThrownBy(() -> NotifySocket.parse(address))
                .isInstanceOf(ActivationException.class)
                .hasMessageContaining("NOTIFY_SOCKET is \"" + address + "\"")
                .hasMessageContaining("expected an absolute path, or @ and an abstract name")
                .hasMessageContaining("unset it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "@"})
    void what_is_too_long_for_a_socket_is_an_error(String first) {
        assertThatThrownBy(() -> NotifySocket.parse(first + "x".repeat(200)))
                .isInstanceOf(ActivationException.class)
                .hasMessageContaining("NOTIFY_SOCKET is \"" + first + "xxx")
                .hasMessageContaining("expected an address of at most ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vsock:2:1234", "vsock::1", "vsock-stream:2:1234", "vsock-seqpacket:2:1"})
    void the_host_of_a_virtual_machine_is_not_supported_and_the_way_out_is_told(String address) {
        assertThatThrownBy(() -> NotifySocket.parse(address))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("NOTIFY_SOCKET is \"" + address + "\"")
                .hasMessageContaining("has no AF_VSOCK")
                .hasMessageContaining("unset NOTIFY_SOCKET");
    }

    @Test
    void a_line_of_status_has_no_line_break_and_no_nul() {
        assertThat(NotifyText.oneLine("a\nb\r\nc\rd\0e\tf")).isEqualTo("a b c d e\tf");
    }

    @Test
    void assignments_are_lines_of_one_message() {
        assertThat(NotifyText.ofAll("X_A=1", "X_B=")).isEqualTo("X_A=1\nX_B=");
        assertThatThrownBy(NotifyText::ofAll).isInstanceOf(IllegalArgumentException.class);
        for (String wrong : new String[] {"", "X", "=1", "X=1\nY=2", "X=1\rMAINPID=1", "X=\0"}) {
            assertThatThrownBy(() -> NotifyText.ofAll("X_A=1", wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected NAME=value on one line");
        }
    }
}
