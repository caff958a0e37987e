package dev.doorbell.provider.systemd.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecsByAddressTest {
    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:80,   127.0.0.1",
        "tcp://[::1]:80,       ::1",
        "tcp4://127.0.0.1:80,  127.0.0.1",
        "tcp6://[::1]:80,      ::1",
        "tcp://localhost:80,   127.0.0.1",
        "tcp4://localhost:80,  127.0.0.1",
        "tcp://localhost:80,   ::1",
        "tcp://LocalHost:80,   ::1",
        "tcp6://localhost:80,  ::1",
        "tcp://[0:0:0:0:0:0:0:1]:80, ::1",
        "tcp://[::ffff:127.0.0.1]:80, 127.0.0.1"
    })
    void an_address_matches_the_same_address(String uri, String bound) {
        assertThat(matches(uri, Passed.tcp(3, "other", bound, 80))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:81,     127.0.0.1",
        "tcp://127.0.0.2:80,     127.0.0.1",
        "tcp://127.0.0.1:80,     0.0.0.0",
        "tcp://127.0.0.1:80,     ::",
        "tcp://0.0.0.0:80,       127.0.0.1",
        "tcp://*:80,             127.0.0.1",
        "tcp://0.0.0.0:80,       ::1",
        "tcp://*:80,             ::1",
        "tcp://[::]:80,          ::1",
        "tcp6://localhost:80,    127.0.0.1",
        "tcp4://localhost:80,    ::1",
        "tcp://localhost:80,     127.0.0.2",
        "tcp6://[::ffff:127.0.0.1]:80, 127.0.0.1",
        "tcp://[::1]:80,         127.0.0.1",
        "udp://127.0.0.1:80,     127.0.0.1",
        "tcp://no.such.host.invalid:80, 127.0.0.1"
    })
    void it_matches_no_other_address_port_or_kind(String uri, String bound) {
        assertThat(matches(uri, Passed.tcp(3, "other", bound, 80))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // spec,            IPv4, both, IPv6 alone
        "tcp://0.0.0.0:80,  true, true, false",
        "tcp://[::]:80,     false, true, true",
        "tcp://*:80,        true, true, true",
        "tcp4://0.0.0.0:80, true, true, false",
        "tcp6://[::]:80,    false, true, true",
        "tcp4://*:80,       true, true, false",
        "tcp6://*:80,       false, true, true"
    })
    void a_wildcard_matches_what_serves_its_version(String uri, boolean v4, boolean dual, boolean v6Only) {
        assertThat(matches(uri, Passed.tcp(3, "other", "0.0.0.0", 80))).isEqualTo(v4);
        assertThat(matches(uri, Passed.tcp(3, "other", "::", 80))).isEqualTo(dual);
        assertThat(matches(uri, Passed.tcp6Only(3, "other", "::", 80))).isEqualTo(v6Only);
    }

    @ParameterizedTest
    @CsvSource({
        // spec,            IPv4, both, IPv6 alone
        "tcp://0.0.0.0:80,  true, false, false",
        "tcp://[::]:80,     false, true, true",
        "tcp://*:80,        false, true, false",
        "tcp4://0.0.0.0:80, true, false, false",
        "tcp6://[::]:80,    false, true, true",
        "tcp4://*:80,       true, false, false",
        "tcp6://*:80,       false, true, true"
    })
    void a_wildcard_is_exactly_at_one_of_its_own_versions(String uri, boolean v4, boolean dual, boolean v6Only) {
        ListenerSpec spec = ListenerSpec.parse("web=" + uri);
        assertThat(SpecsByAddress.isExactly(spec, Passed.tcp(3, "other", "0.0.0.0", 80)))
                .isEqualTo(v4);
        assertThat(SpecsByAddress.isExactly(spec, Passed.tcp(3, "other", "::", 80)))
                .isEqualTo(dual);
        assertThat(SpecsByAddress.isExactly(spec, Passed.tcp6Only(3, "other", "::", 80)))
                .isEqualTo(v6Only);
    }

    @ParameterizedTest
    @CsvSource({
        // spec, an IPv6 socket at ::ffff:127.0.0.1
        "tcp://127.0.0.1:80,           true",
        "tcp4://127.0.0.1:80,          true",
        "tcp://localhost:80,           true",
        "tcp://[::ffff:127.0.0.1]:80,  true",
        "tcp6://[::ffff:127.0.0.1]:80, true",
        "tcp://[::ffff:7f00:1]:80,     true",
        "tcp6://localhost:80,          false",
        "tcp6://[::1]:80,              false",
        "tcp://[::ffff:127.0.0.2]:80,  false",
        "tcp://127.0.0.2:80,           false"
    })
    void an_ipv6_socket_at_a_mapped_address_serves_ipv4_clients_alone(String uri, boolean matches) {
        assertThat(matches(uri, Passed.mapped(3, "other", "127.0.0.1", 80))).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        // spec, an IPv6 socket at ::ffff:0.0.0.0
        "tcp://0.0.0.0:80,   true",
        "tcp4://0.0.0.0:80,  true",
        "tcp://*:80,         true",
        "tcp4://*:80,        true",
        "tcp://[::ffff:0.0.0.0]:80, true",
        "tcp6://*:80,        false",
        "tcp://[::]:80,      false",
        "tcp6://[::]:80,     false"
    })
    void the_mapped_wildcard_serves_no_ipv6_client(String uri, boolean matches) {
        assertThat(matches(uri, Passed.mapped(3, "other", "0.0.0.0", 80))).isEqualTo(matches);
    }

    @Test
    void a_link_is_told_by_its_name_or_its_number_and_may_have_no_address_of_its_own() throws IOException {
        NetworkInterface link = NetworkInterface.networkInterfaces().findFirst().orElseThrow();
        PassedDescriptor there = Passed.tcp(3, "other", "fe80::1%" + link.getIndex(), 80);
        assertThat(matches("tcp://[fe80::1%" + link.getName() + "]:80", there))
                .as("by name; the JDK refuses the name of an interface without a link-local address")
                .isTrue();
        assertThat(matches("tcp://[fe80::1%" + link.getIndex() + "]:80", there))
                .as("by number")
                .isTrue();
        assertThat(matches("tcp://[fe80::1%nosuchlink]:80", there)).isFalse();
        assertThat(matches("tcp://[fe80::2%" + link.getName() + "]:80", there))
                .as("another address on the link")
                .isFalse();
    }

    @Test
    void a_scope_means_nothing_where_the_kernel_keeps_none() {
        assertThat(matches("tcp://[::1%1]:80", Passed.tcp(3, "other", "::1", 80)))
                .as("::1 has no link, ipv6_iface_scope_id()")
                .isTrue();
    }

    @Test
    void a_link_local_address_matches_on_its_link_alone() {
        assertThat(matches("tcp://[fe80::1%1]:80", Passed.tcp(3, "other", "fe80::1%1", 80)))
                .isTrue();
        assertThat(matches("tcp://[fe80::1%1]:80", Passed.tcp(3, "other", "fe80::1%2", 80)))
                .isFalse();
        assertThat(matches("tcp://[fe80::1]:80", Passed.tcp(3, "other", "fe80::1%2", 80)))
                .isTrue();
    }

    @Test
    void port_0_is_no_port_that_could_match() {
        assertThat(matches("tcp://127.0.0.1:0", Passed.tcp(3, "other", "127.0.0.1", 0)))
                .isFalse();
    }

    @Test
    void a_bare_name_has_no_address() {
        ListenerSpec spec = ListenerSpec.named("web");
        assertThat(meaning(spec, Passed.tcp(3, "other", "127.0.0.1", 80))).isEmpty();
    }

    @Test
    void what_is_taken_already_matches_nothing() {
        assertThat(matches("tcp://127.0.0.1:80", Passed.taken(3, "other"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:///run/x.sock", "unix:///run/../run/./x.sock"})
    void a_path_matches_however_it_is_written(String uri) {
        assertThat(matches(uri, Passed.unix(3, "other", "/run/x.sock"))).isTrue();
    }

    @Test
    void a_relative_path_is_taken_from_the_working_directory_on_both_sides() {
        String absolute = Path.of("x.sock").toAbsolutePath().toString();
        assertThat(matches("unix:x.sock", Passed.unix(3, "other", absolute))).isTrue();
        assertThat(matches("unix://" + absolute, Passed.unix(3, "other", "x.sock")))
                .isTrue();
        assertThat(matches("unix:y.sock", Passed.unix(3, "other", absolute))).isFalse();
    }

    @Test
    void a_path_through_a_symbolic_link_matches_as_var_run_does(@TempDir Path directory) throws IOException {
        Path run = Files.createDirectory(directory.resolve("run"));
        Path legacy = Files.createSymbolicLink(directory.resolve("var-run"), run);
        Path socket = Files.createFile(run.resolve("x.sock"));
        assertThat(matches("unix://" + legacy + "/x.sock", Passed.unix(3, "other", socket.toString())))
                .isTrue();
        assertThat(matches("unix://" + legacy + "/y.sock", Passed.unix(3, "other", socket.toString())))
                .isFalse();
    }

    @Test
    void an_abstract_name_is_no_path() {
        assertThat(matches("unix:@x", Passed.abstractUnix(3, "other", "x"))).isTrue();
        assertThat(matches("unix:@x", Passed.abstractUnix(3, "other", "y"))).isFalse();
        assertThat(matches("unix:@x", Passed.unix(3, "other", "@x"))).isFalse();
        assertThat(matches("unix:x", Passed.abstractUnix(3, "other", "x"))).isFalse();
    }

    @Test
    void a_nul_in_an_abstract_name_matches_the_at_sign_that_the_kernel_writes_for_it() {
        assertThat(matches("unix:@a%00b", Passed.abstractUnix(3, "other", "a@b")))
                .isTrue();
        assertThat(matches("unix:@a%00b", Passed.abstractUnix(3, "other", "a@c")))
                .isFalse();
    }

    @Test
    void a_nul_that_is_told_as_such_is_no_at_sign() {
        assertThat(matches("unix:@a%00b", Passed.abstractUnix(3, "other", "a\0b")))
                .isTrue();
        assertThat(matches("unix:@a@b", Passed.abstractUnix(3, "other", "a\0b")))
                .isFalse();
    }

    @Test
    void of_abstract_names_that_the_kernel_writes_alike_the_one_that_is_equal_is_meant() {
        ListenerSpec nul = ListenerSpec.parse("nul=unix:@a%00b");
        ListenerSpec at = ListenerSpec.parse("at=unix:@a@b");
        PassedDescriptor shown = Passed.abstractUnix(3, "other", "a@b");
        assertThat(new SpecsByAddress(List.of(nul, at)).meaning(shown.kind(), shown))
                .containsExactly(at);
    }

    @Test
    void two_specs_of_one_file_both_mean_it_however_they_write_it(@TempDir Path directory) throws IOException {
        Path socket = Files.createFile(directory.resolve("x.sock"));
        Path link = Files.createSymbolicLink(directory.resolve("link.sock"), socket);
        ListenerSpec plain = ListenerSpec.unix("plain", socket);
        ListenerSpec linked = ListenerSpec.unix("linked", link);
        ListenerSpec other = ListenerSpec.unix("other", directory.resolve("y.sock"));
        PassedDescriptor passed = Passed.unix(3, "x", socket.toString());
        assertThat(new SpecsByAddress(List.of(plain, linked, other)).meaning(passed.kind(), passed))
                .containsExactly(plain, linked);
    }

    private static boolean matches(String uri, PassedDescriptor descriptor) {
        ListenerSpec spec = ListenerSpec.parse("web=" + uri);
        return meaning(spec, descriptor).contains(spec);
    }

    private static List<ListenerSpec> meaning(ListenerSpec spec, PassedDescriptor descriptor) {
        return new SpecsByAddress(List.of(spec)).meaning(descriptor.kind(), descriptor);
    }
}
