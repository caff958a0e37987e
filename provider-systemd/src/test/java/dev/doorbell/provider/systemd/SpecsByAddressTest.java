package dev.doorbell.provider.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.ListenerSpec;
import java.io.IOException;
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
        "tcp://[::ffff:127.0.0.1]:80, 127.0.0.1",
        "tcp://127.0.0.1:80,   ::ffff:127.0.0.1"
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
        "tcp://[::]:80,          ::1",
        "tcp6://localhost:80,    127.0.0.1",
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
    }

    private static boolean matches(String uri, PassedDescriptor descriptor) {
        ListenerSpec spec = ListenerSpec.parse("web=" + uri);
        return meaning(spec, descriptor).contains(spec);
    }

    private static List<ListenerSpec> meaning(ListenerSpec spec, PassedDescriptor descriptor) {
        return new SpecsByAddress(List.of(spec)).meaning(descriptor.kind(), descriptor);
    }
}
