package dev.doorbell.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdUnitsTest {
    @Test
    void one_listener_has_the_units_of_one_name() {
        assertThat(names("http=tcp://*:80")).containsExactly("echo.socket", "echo.service");
        assertThat(Declared.socket("http=tcp://*:80")).doesNotContain("Service=");
    }

    @Test
    void each_of_several_listeners_has_a_unit_of_its_own() {
        List<UnitFile> units = SystemdUnits.of(Declared.echo("http=tcp://*:80", "control=unix:@x")
                .description("Echo")
                .build());
        assertThat(units)
                .extracting(UnitFile::name)
                .containsExactly("echo-http.socket", "echo-control.socket", "echo.service");
        assertThat(Declared.value(units.get(1).text(), "Service")).isEqualTo("echo.service");
        assertThat(Declared.value(units.get(1).text(), "Description")).isEqualTo("Echo, control");
        assertThat(Declared.value(units.get(1).text(), "FileDescriptorName")).isEqualTo("control");
        for (String key : List.of("Requires", "After", "Also")) {
            assertThat(Declared.value(units.get(2).text(), key)).isEqualTo("echo-http.socket echo-control.socket");
        }
    }

    @Test
    void a_listener_may_have_a_name_that_no_unit_can_have() {
        assertThat(names("a/b %25=tcp://*:80", "a-b=tcp://*:81"))
                .containsExactly("echo-a\\x2fb\\x20\\x25.socket", "echo-a-b.socket", "echo.service");
    }

    @Test
    void a_unit_that_would_have_too_long_a_name_is_refused() {
        String name = "x".repeat(255);
        assertThatThrownBy(() -> names(name + "=tcp://*:80", "b=tcp://*:81"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("longer than 255");
    }

    @Test
    void a_plain_service_has_only_what_it_needs() {
        String unit =
                Declared.service(Declared.echo("http=tcp://*:80").sandbox(false).build());
        assertThat(unit.lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "[Unit]",
                        "Description=echo",
                        "Requires=echo.socket",
                        "After=echo.socket",
                        "",
                        "[Service]",
                        "ExecStart=/usr/bin/java -jar /opt/echo/echo.jar",
                        "SuccessExitStatus=143",
                        "Environment=LC_ALL=C.UTF-8",
                        "",
                        "[Install]",
                        "Also=echo.socket");
    }

    @Test
    void readiness_is_told_by_the_main_process() {
        String unit =
                Declared.service(Declared.echo("http=tcp://*:80").notify(true).build());
        assertThat(unit.lines())
                .containsOnlyOnce(
                        "Type=notify",
                        "NotifyAccess=main",
                        "OpenFile=/run/systemd/notify:doorbell-notify:graceful",
                        "TimeoutStopSec=90");
    }

    @Test
    void the_manager_of_a_user_has_another_socket() {
        String unit = Declared.service(
                Declared.echo("http=tcp://*:80").userUnit(true).notify(true).build());
        assertThat(unit).contains("Type=notify").doesNotContain("OpenFile");
    }

    @Test
    void a_connection_on_standard_input_comes_without_the_descriptor_for_readiness() {
        String unit = Declared.service(Declared.echo("http=tcp://*:80")
                .accept(true)
                .inetd(true)
                .notify(true)
                .build());
        assertThat(unit).contains("Type=notify").doesNotContain("OpenFile");
    }

    @Test
    void the_program_finds_its_idle_time_in_its_environment() {
        String unit = Declared.service(Declared.echo("http=tcp://*:80")
                .idleExit(Duration.ofMillis(1500))
                .build());
        assertThat(unit.lines()).containsOnlyOnce("Environment=DOORBELL_IDLE_EXIT=1.5", "TimeoutStopSec=90");
        assertThat(unit).doesNotContain("Type=");
    }

    @Test
    void the_sandbox_is_right_for_a_jvm() {
        String unit = Declared.service(Declared.echo("http=tcp://*:80").build());
        assertThat(unit.lines())
                .contains("DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes")
                .contains("SystemCallFilter=@system-service", "CapabilityBoundingSet=")
                .doesNotContain("PrivateNetwork=yes")
                .noneMatch(line -> line.startsWith("MemoryDenyWriteExecute") || line.startsWith("ProcSubset"));
    }

    @Test
    void an_account_of_its_own_takes_the_place_of_a_made_up_one() {
        String unit = Declared.service(
                Declared.echo("http=tcp://*:80").user("www-data").build());
        assertThat(unit.lines()).containsOnlyOnce("User=www-data").doesNotContain("DynamicUser=yes");
    }

    @Test
    void a_program_in_a_home_is_found_there() {
        String unit = Declared.service(
                Declared.echo("http=tcp://*:80").command("/home/me/echo").build());
        assertThat(Declared.value(unit, "ProtectHome")).isEqualTo("read-only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tmp/x.jar", "/var/tmp/x.jar", "-javaagent:/tmp/x.jar", "/opt/a.jar:/tmp/x.jar"})
    void a_program_in_a_temporary_folder_is_found_there(String word) {
        String unit = Declared.service(
                Declared.echo("http=tcp://*:80").user("www").command("/x", word).build());
        assertThat(unit)
                .contains("\n# Not PrivateTmp=yes: the command names a file in /tmp or /var/tmp.\n")
                .doesNotContain("\nPrivateTmp=");
        assertThat(unit).contains("\nPrivateDevices=yes\n");
    }

    @Test
    void a_made_up_account_cannot_run_a_program_in_a_temporary_folder() {
        ServiceDeclaration.Builder service = Declared.echo("http=tcp://*:80").command("/x", "-jar", "/tmp/x.jar");
        assertThatThrownBy(() -> Declared.service(service.build()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContainingAll("\"/tmp/x.jar\"", "DynamicUser=yes", "name an account");
        assertThat(Declared.service(service.sandbox(false).build())).doesNotContain("PrivateTmp", "DynamicUser");
        assertThat(Declared.service(service.sandbox(true).userUnit(true).build()))
                .doesNotContain("PrivateTmp", "DynamicUser");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/tmp", "-Djava.io.tmpdir=/var/tmp", "/opt/tmp/x.jar", "/srv/var/tmp/x", "/tmpfs/x", "tmp/x"})
    void other_words_leave_the_temporary_folders_private(String word) {
        String unit = Declared.service(
                Declared.echo("http=tcp://*:80").command("/x", word).build());
        assertThat(Declared.value(unit, "PrivateTmp")).isEqualTo("yes");
    }

    @Test
    void a_user_unit_asks_for_no_right_that_a_user_does_not_have() {
        String unit =
                Declared.service(Declared.echo("http=tcp://*:80").userUnit(true).build());
        assertThat(unit)
                .contains("\nNoNewPrivileges=yes\n", "\nSystemCallFilter=@system-service\n")
                .doesNotContain("DynamicUser", "User=", "CapabilityBoundingSet", "Protect", "Private");
    }

    private static List<String> names(String... specs) {
        return SystemdUnits.of(Declared.echo(specs).build()).stream()
                .map(UnitFile::name)
                .toList();
    }
}
