package dev.doorbell.e2e.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.systemd.Booted;
import dev.doorbell.e2e.fixture.systemd.EchoService;
import dev.doorbell.e2e.fixture.systemd.PrivateSystemd;
import dev.doorbell.needs.Needs;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names of the listeners of real socket units. */
@Needs({"python3", "private systemd"})
@Timeout(120)
@Tag("once")
class UnitNamesIT {
    @Booted
    private static PrivateSystemd systemd;

    @Test
    void several_socket_units_of_one_service_each_under_its_name() throws Exception {
        EchoService echo = EchoService.install(systemd, "several", "http", "admin", "udp")
                .with("several-a", "ListenStream=127.0.0.1:9001", "FileDescriptorName=http")
                .with("several-b", "ListenStream=/run/several.sock", "FileDescriptorName=admin")
                .with("several-c", "ListenDatagram=127.0.0.1:9001", "FileDescriptorName=udp");
        systemd.install(
                "several.service.d/sockets.conf",
                "[Service]\nSockets=several-a.socket several-b.socket several-c.socket\n");
        echo.listening();
        systemd.client("tcp", "127.0.0.1", "9001");
        systemd.client("stream", "/run/several.sock");
        systemd.client("udp", "127.0.0.1", "9001");
        assertThat(withoutDescriptor(echo))
                .containsExactlyInAnyOrder(
                        "http TCP 127.0.0.1:9001", "admin UNIX_STREAM /run/several.sock", "udp UDP 127.0.0.1:9001");
        echo.stop();
    }

    @Test
    void sockets_of_one_unit_share_its_name_and_are_all_served() throws Exception {
        EchoService echo = EchoService.install(systemd, "shared", "http")
                .with(
                        "shared",
                        "ListenStream=127.0.0.1:9002",
                        "ListenStream=[::1]:9002",
                        "ListenStream=/run/shared.sock",
                        "FileDescriptorName=http")
                .listening();
        systemd.client("tcp", "::1", "9002");
        systemd.client("tcp", "127.0.0.1", "9002");
        systemd.client("stream", "/run/shared.sock");
        assertThat(echo.described())
                .containsExactlyInAnyOrder(
                        "http TCP 3 127.0.0.1:9002", "http TCP 4 [::1]:9002", "http UNIX_STREAM 5 /run/shared.sock");
        echo.stop();
    }

    @Test
    void without_FileDescriptorName_the_name_of_the_unit_is_enough() throws Exception {
        EchoService echo = EchoService.install(systemd, "plain", "plain", "other=tcp://127.0.0.1:1")
                .with("plain", "ListenStream=127.0.0.1:9003")
                .with("other", "ListenStream=127.0.0.1:9004")
                .listening();
        systemd.client("tcp", "127.0.0.1", "9004");
        systemd.client("tcp", "127.0.0.1", "9003");
        assertThat(withoutDescriptor(echo))
                .containsExactlyInAnyOrder("plain TCP 127.0.0.1:9003", "other TCP 127.0.0.1:9004");
        echo.stop();
    }

    @Test
    void a_service_that_is_started_by_hand_gets_the_sockets_of_its_name() throws Exception {
        EchoService echo = EchoService.install(systemd, "byhand", "byhand")
                .with("byhand", "ListenStream=127.0.0.1:9005")
                .started();
        assertThat(echo.described()).containsExactly("byhand TCP 3 127.0.0.1:9005");
        systemd.client("tcp", "127.0.0.1", "9005");
        echo.stop();
    }

    @Test
    void of_one_unit_with_a_plain_and_a_tls_port_each_spec_gets_its_own() throws Exception {
        EchoService echo = EchoService.install(
                        systemd, "nimnews", "nimnews=tcp://127.0.0.1:9119", "nntps=tcp://127.0.0.1:9563")
                .with("nimnews", "ListenStream=127.0.0.1:9119", "ListenStream=127.0.0.1:9563")
                .listening();
        systemd.client("tcp", "127.0.0.1", "9563");
        systemd.client("tcp", "127.0.0.1", "9119");
        assertThat(echo.described()).containsExactly("nimnews TCP 3 127.0.0.1:9119", "nntps TCP 4 127.0.0.1:9563");
        echo.stop();
    }

    @Test
    void of_one_unit_with_several_kinds_a_spec_takes_its_own() throws Exception {
        EchoService echo = EchoService.install(systemd, "app", "app=tcp://127.0.0.1:1", "control=unix:///run/app.sock")
                .with(
                        "app",
                        "ListenDatagram=127.0.0.1:9006",
                        "ListenStream=/run/app.sock",
                        "ListenStream=127.0.0.1:9006")
                .listening();
        systemd.client("tcp", "127.0.0.1", "9006");
        systemd.client("stream", "/run/app.sock");
        assertThat(withoutDescriptor(echo))
                .containsExactly("app TCP 127.0.0.1:9006", "control UNIX_STREAM /run/app.sock");
        echo.stop();
    }

    @Test
    void the_instance_of_a_template_is_found_by_the_name_of_the_template() throws Exception {
        EchoService echo = EchoService.install(systemd, "many", "many");
        systemd.install("many@.socket", "[Socket]\nListenStream=127.0.0.1:%i\nService=many.service\n");
        systemd.reload();
        systemd.systemctl("start", "many@9007.socket");
        systemd.client("tcp", "127.0.0.1", "9007");
        assertThat(echo.described()).containsExactly("many TCP 3 127.0.0.1:9007");
        echo.stop();
    }

    @Test
    void of_several_instances_the_one_at_the_address_is_served() throws Exception {
        EchoService echo = EchoService.install(systemd, "instances", "instances=tcp://127.0.0.1:9009");
        systemd.install("instances@.socket", "[Socket]\nListenStream=127.0.0.1:%i\nService=instances.service\n");
        // a service that is started by hand is passed the instances in Sockets=
        systemd.install(
                "instances.service.d/sockets.conf", "[Service]\nSockets=instances@9008.socket instances@9009.socket\n");
        systemd.reload();
        systemd.systemctl("start", "instances@9008.socket", "instances@9009.socket");
        systemd.client("tcp", "127.0.0.1", "9009");
        assertThat(withoutDescriptor(echo)).containsExactly("instances TCP 127.0.0.1:9009");
        echo.stop();
    }

    @Test
    void a_name_with_an_equals_sign_is_asked_for_with_an_escape() throws Exception {
        EchoService echo = EchoService.install(systemd, "equals", "x%%3Dy")
                .with("equals", "ListenStream=127.0.0.1:9010", "FileDescriptorName=x=y")
                .listening();
        systemd.client("tcp", "127.0.0.1", "9010");
        assertThat(echo.described()).containsExactly("x=y TCP 3 127.0.0.1:9010");
        echo.stop();
    }

    /**
     * Returns the listeners without their numbers: systemd passes the sockets of several units in any order, whatever
     * {@code Sockets=} says.
     */
    private static List<String> withoutDescriptor(EchoService echo) throws Exception {
        return echo.described().stream()
                .map(line -> line.replaceFirst(" [3-9] ", " "))
                .toList();
    }
}
