package dev.doorbell.provider.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.needs.Needs;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdProviderTest {
    private static final String[] PASSED = {"LISTEN_PID=42", "LISTEN_FDS=1"};

    private final ListenerProvider provider = new SystemdProvider();

    @Test
    void it_is_a_service_manager_that_the_service_loader_finds() {
        assertThat(ServiceLoader.load(ListenerProvider.class)).singleElement().satisfies(found -> {
            assertThat(found.name()).isEqualTo("systemd");
            assertThat(found.priority()).isEqualTo(ListenerProvider.SERVICE_MANAGER);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = OperatingSystem.class,
            names = {"LINUX", "MACOS", "OTHER"})
    void it_applies_on_any_unix_since_others_speak_its_protocol(OperatingSystem unix) {
        assertThat(provider.examine(Processes.on(unix, PASSED)).applicability().applies())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(OperatingSystem.class)
    void it_does_not_apply_where_nothing_was_passed(OperatingSystem system) {
        Applicability answer = provider.examine(Processes.on(system)).applicability();
        assertThat(answer.applies()).isFalse();
        assertThat(answer.warning()).isFalse();
    }

    @Test
    void it_does_not_apply_on_windows_whatever_is_set() {
        Applicability answer =
                provider.examine(Processes.on(OperatingSystem.WINDOWS, PASSED)).applicability();
        assertThat(answer.applies()).isFalse();
        assertThat(answer.reason()).contains("Windows passes no descriptors");
    }

    @Test
    void forced_on_windows_it_says_that_there_is_no_such_thing() {
        assertThatThrownBy(() -> provider.examine(Processes.on(OperatingSystem.WINDOWS, PASSED))
                        .claim(List.of()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Windows passes no descriptors")
                .hasMessageContaining("doorbell.provider");
    }

    @Test
    void a_wrapper_that_started_java_as_its_child_is_told_to_exec() {
        Applicability answer = provider.examine(Processes.with("LISTEN_PID=41", "LISTEN_FDS=1"))
                .applicability();
        assertThat(answer.applies()).isFalse();
        assertThat(answer.warning()).isTrue();
        assertThat(answer.reason()).contains("LISTEN_PID=41", "this process is 42", "exec java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LISTEN_PID=x", "LISTEN_FDS=0", "LISTEN_FDNAMES=a:b", "LISTEN_FDNAMES=\\"})
    void malformed_variables_apply_so_that_the_claim_says_what_is_wrong(String malformed) {
        String[] variables = {"LISTEN_PID=42", "LISTEN_FDS=1", malformed};
        String variable = malformed.substring(0, malformed.indexOf('='));
        Applicability answer = provider.examine(Processes.with(variables)).applicability();
        assertThat(answer.applies()).isTrue();
        assertThat(answer.reason()).startsWith(variable);
        assertThatThrownBy(() -> provider.examine(Processes.with(variables)).claim(List.of()))
                .isInstanceOf(ActivationException.class)
                .hasMessage(answer.reason());
    }

    /** Checks the text in {@code dev.doorbell.Providers}, which cannot name this class otherwise. */
    @Test
    void the_api_knows_this_class_by_its_name() {
        assertThat(SystemdProvider.class.getName()).isEqualTo("dev.doorbell.provider.systemd.SystemdProvider");
    }

    @Test
    void forced_where_nothing_was_passed_it_finds_nothing_and_says_why() throws Exception {
        ListenerSpec spec = ListenerSpec.named("web");
        ListenerSource source = provider.examine(Processes.with());
        Claims claims = source.claim(List.of(spec));
        assertThat(claims.found()).isEmpty();
        assertThat(claims.unclaimed()).isEmpty();
        assertThat(source.howToPass(spec)).contains("LISTEN_PID is not set");
    }

    @Test
    void an_error_about_a_name_says_where_systemd_takes_it_from() throws Exception {
        ListenerSource source = provider.examine(Processes.with(PASSED));
        assertThat(source.howToPass(ListenerSpec.named("web"))).contains("FileDescriptorName=web", "--fdname=web");
        assertThat(source.howToPass(ListenerSpec.named("org.xquartz:0"))).contains("no name with a colon");
    }

    @Test
    void where_only_the_managers_socket_was_passed_it_says_so() throws Exception {
        ListenerSource source =
                provider.examine(Processes.with("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_FDNAMES=doorbell-notify"));
        assertThat(source.howToPass(ListenerSpec.named("web")))
                .contains("That is the service manager's socket, not a listener. Let the socket unit start the program")
                .doesNotContain("ask for a name that was passed");
    }

    @Test
    void what_another_copy_of_doorbell_has_taken_in_this_process_is_taken() throws Exception {
        ProcessContext process = Processes.with("LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_FDNAMES=web");
        process.properties().setProperty("doorbell.claimed.fd.3", "com.example.Plugin.start(Plugin.java:7)");
        ListenerSource source = provider.examine(process);
        assertThatThrownBy(() -> source.claim(List.of(ListenerSpec.named("web"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"web\" (fd 3) is taken already")
                .hasMessageContaining("com.example.Plugin.start(Plugin.java:7)");
    }

    @Test
    @Needs("Linux 6.9") // gives each pidfd an inode of its own
    void what_was_passed_to_an_earlier_process_with_this_pid_is_not_ours_and_the_error_says_so() throws Exception {
        String[] variables = {"LISTEN_PID=42", "LISTEN_FDS=1", "LISTEN_PIDFDID=1"};
        Applicability answer = provider.examine(Processes.with(variables)).applicability();
        assertThat(answer.applies()).isFalse();
        assertThat(answer.warning()).isTrue();
        assertThat(answer.reason()).contains("LISTEN_PIDFDID=1", "an earlier process with the same pid");
        ListenerSource source = provider.examine(Processes.with(variables));
        assertThat(source.claim(List.of()).unclaimed()).isEmpty();
        assertThat(source.howToPass(ListenerSpec.named("web"))).contains("LISTEN_PIDFDID=1");
    }
}
