package dev.doorbell.provider.systemd.variables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.provider.systemd.Processes;
import dev.doorbell.spi.ActivationException;
import java.io.IOException;
import java.util.OptionalLong;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The announced descriptors, as {@code sd_listen_fds_with_names()} of libsystemd 252 reads it. */
class ListenVariablesTest {
    private static final long OWN_PIDFD_ID = 7;

    @Test
    void descriptors_for_this_process_are_announced() throws IOException {
        ListenVariables variables = read("LISTEN_PID=42", "LISTEN_FDS=2", "LISTEN_FDNAMES=web:control");
        assertThat(variables.count()).isEqualTo(2);
        assertThat(variables.name(0)).isEqualTo("web");
        assertThat(variables.name(1)).isEqualTo("control");
        assertThat(variables.applicability().applies()).isTrue();
        assertThat(variables.applicability().reason())
                .isEqualTo("LISTEN_PID is this process and LISTEN_FDS is 2, named web, control.");
    }

    @Test
    void a_descriptor_for_notifications_is_not_a_listener() throws IOException {
        ListenVariables alone = read("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_FDNAMES=doorbell-notify");
        assertThat(alone.count()).isEqualTo(1);
        assertThat(alone.applicability().applies()).isFalse();
        assertThat(alone.applicability().warning()).isFalse();
        assertThat(alone.applicability().reason())
                .endsWith("named doorbell-notify. That is the service manager's socket, not a listener.");
        assertThat(read("LISTEN_PID=42", "LISTEN_FDS=2", "LISTEN_FDNAMES=web:doorbell-notify")
                        .applicability()
                        .applies())
                .isTrue();
    }

    @Test
    void without_names_each_is_unknown() throws IOException {
        ListenVariables variables = read("LISTEN_PID=42", "LISTEN_FDS=2");
        assertThat(variables.name(0)).isEqualTo("unknown");
        assertThat(variables.name(1)).isEqualTo("unknown");
    }

    @Test
    void without_a_pid_nothing_was_passed_whatever_else_is_set() throws IOException {
        assertNothing(read());
        assertNothing(read("LISTEN_FDS=1"));
        assertNothing(read("LISTEN_FDS=x", "LISTEN_FDNAMES=a:b:c", "LISTEN_PIDFDID=x"));
    }

    @Test
    void with_another_processs_pid_nothing_was_passed_whatever_else_is_set() throws IOException {
        assertNothing(read("LISTEN_PID=41", "LISTEN_FDS=1"));
        assertNothing(read("LISTEN_PID=41", "LISTEN_FDS=x", "LISTEN_FDNAMES=a:b:c", "LISTEN_PIDFDID=x"));
    }

    @Test
    void another_processs_pid_is_likely_a_mistake_and_says_how_to_mend_it() throws IOException {
        ListenVariables variables = read("LISTEN_PID=41", "LISTEN_FDS=1");
        assertThat(variables.applicability().warning()).isTrue();
        assertThat(variables.applicability().reason())
                .contains("LISTEN_PID=41 but this process is 42")
                .contains("exec java");
    }

    @Test
    void a_pid_without_a_number_of_descriptors_passes_nothing() throws IOException {
        assertNothing(read("LISTEN_PID=42"));
        assertNothing(read("LISTEN_PID=42", "LISTEN_FDNAMES=a:b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "-42", "x", "42 ", "42x", "2147483648", "4294967338", "-0"})
    void a_malformed_pid_is_an_error(String pid) {
        assertMalformed("LISTEN_PID=" + pid, "LISTEN_FDS=1")
                .hasMessageContaining("LISTEN_PID is \"" + pid + "\": expected a process id of at least 1.");
    }

    @ParameterizedTest
    @ValueSource(strings = {" 42", "+42", "052", "0x2a", "0b101010", "0o52", "\u000b42"})
    void a_pid_may_be_written_as_libsystemd_reads_numbers(String pid) throws IOException {
        assertThat(read("LISTEN_PID=" + pid, "LISTEN_FDS=1").count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "-1", "1x", "1 ", "2147483645", "2147483647", "2147483648", "99999999999999999999"})
    void a_malformed_number_of_descriptors_is_an_error(String fds) {
        assertMalformed("LISTEN_PID=42", "LISTEN_FDS=" + fds).hasMessageContaining("LISTEN_FDS is \"" + fds + "\"");
    }

    @ParameterizedTest
    @CsvSource({"' 1',1", "+1,1", "01,1", "0x1,1", "0b1,1", "0B1,1", "0o1,1", "2147483644,2147483644"})
    void a_number_of_descriptors_may_be_written_as_libsystemd_reads_numbers(String fds, int count) throws IOException {
        assertThat(read("LISTEN_PID=42", "LISTEN_FDS=" + fds).count()).isEqualTo(count);
    }

    @Test
    void there_are_as_many_names_as_descriptors() {
        assertMalformed("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_FDNAMES=a:b")
                .hasMessageContaining("LISTEN_FDNAMES has 2 names for 1 descriptor");
        assertMalformed("LISTEN_PID=42", "LISTEN_FDS=2", "LISTEN_FDNAMES=a")
                .hasMessageContaining("LISTEN_FDNAMES has 1 name for 2 descriptors");
        assertMalformed("LISTEN_PID=42", "LISTEN_FDS=2", "LISTEN_FDNAMES=")
                .hasMessageContaining("LISTEN_FDNAMES has 1 name for 2 descriptors");
    }

    @Test
    void names_may_be_empty_and_need_not_differ() throws IOException {
        ListenVariables variables = read("LISTEN_PID=42", "LISTEN_FDS=4", "LISTEN_FDNAMES=a::a:");
        assertThat(variables.name(0)).isEqualTo("a");
        assertThat(variables.name(1)).isEmpty();
        assertThat(variables.name(2)).isEqualTo("a");
        assertThat(variables.name(3)).isEmpty();
        assertThat(read("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_FDNAMES=").name(0))
                .isEmpty();
    }

    @Test
    void names_are_split_before_the_pid_is_looked_at() {
        assertMalformed("LISTEN_PID=41", "LISTEN_FDS=1", "LISTEN_FDNAMES=a\\").hasMessageContaining("LISTEN_FDNAMES");
        assertMalformed("LISTEN_FDNAMES=a\\").hasMessageContaining("LISTEN_FDNAMES");
        assertMalformed("LISTEN_PID=x", "LISTEN_FDNAMES=a\\").hasMessageContaining("LISTEN_FDNAMES");
    }

    @Test
    void with_this_processs_pidfd_id_the_descriptors_are_announced() throws IOException {
        assertThat(read("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_PIDFDID=7").count())
                .isEqualTo(1);
        assertThat(read("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_PIDFDID=0x7").count())
                .isEqualTo(1);
    }

    @Test
    void with_another_processs_pidfd_id_nothing_was_passed_whatever_else_is_set() throws IOException {
        assertNothing(read("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_PIDFDID=8"));
        assertNothing(read("LISTEN_PID=42", "LISTEN_FDS=x", "LISTEN_FDNAMES=a:b:c", "LISTEN_PIDFDID=8"));
        assertThat(read("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_PIDFDID=8")
                        .applicability()
                        .reason())
                .contains("LISTEN_PIDFDID=8 but that of this process is 7")
                .contains("an earlier process with the same pid");
    }

    @Test
    void where_the_kernel_knows_no_pidfd_ids_the_pid_decides() throws IOException {
        ListenVariables variables = ListenVariables.read(
                Processes.with("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_PIDFDID=8"), OptionalLong.empty());
        assertThat(variables.count()).isEqualTo(1);
    }

    @Test
    void a_pidfd_id_has_64_bits_and_no_sign() throws IOException {
        ListenVariables variables = ListenVariables.read(
                Processes.with("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_PIDFDID=18446744073709551615"),
                OptionalLong.of(-1));
        assertThat(variables.count()).isEqualTo(1);
        assertMalformed("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_PIDFDID=18446744073709551616");
        assertMalformed("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_PIDFDID=-7");
    }

    @Test
    void a_malformed_pidfd_id_is_an_error_for_this_process() {
        assertMalformed("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_PIDFDID=x")
                .hasMessageContaining("LISTEN_PIDFDID is \"x\"");
    }

    @Test
    void every_error_names_the_provider_and_says_how_to_mend_it() {
        assertMalformed("LISTEN_PID=x")
                .hasFieldOrPropertyWithValue("provider", "systemd")
                .hasMessageContaining("unset LISTEN_PID to bind instead");
    }

    private static ListenVariables read(String... variables) throws IOException {
        return ListenVariables.read(Processes.with(variables), OptionalLong.of(OWN_PIDFD_ID));
    }

    private static void assertNothing(ListenVariables variables) {
        assertThat(variables.count()).isZero();
        assertThat(variables.applicability().applies()).isFalse();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertMalformed(String... variables) {
        return assertThatThrownBy(() -> read(variables)).isInstanceOf(ActivationException.class);
    }
}
