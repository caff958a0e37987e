package dev.doorbell.provider.systemd.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spec.ListenerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One address that a program binds, of whose other addresses nothing is known. */
class MatchBoundTest extends MatcherFixture {
    /** A name that no service manager passes. */
    private static final String NAMELESS = "%3A=";

    private List<PassedDescriptor> found(String bound) {
        ListenerSpec spec = ListenerSpec.parse(bound);
        return Matcher.matchBound(spec, passed).found(spec);
    }

    @Test
    void the_address_decides_whatever_the_name_is() {
        PassedDescriptor web = add(Passed.tcp(3, "web", "127.0.0.1", 8080));
        add(Passed.tcp(4, "admin", "127.0.0.1", 8081));
        assertThat(found(NAMELESS + "tcp://127.0.0.1:8080")).containsExactly(web);
        assertThat(found(NAMELESS + "udp://127.0.0.1:8080")).isEmpty();
    }

    @Test
    void a_name_decides_whatever_the_address_is() {
        PassedDescriptor web = add(Passed.tcp(3, "web", "127.0.0.1", 80));
        PassedDescriptor admin = add(Passed.tcp(4, "admin.socket", "127.0.0.1", 81));
        assertThat(found("web=tcp://*:8080")).containsExactly(web);
        assertThat(found("admin=tcp://*:8081")).containsExactly(admin);
    }

    @Test
    void a_sole_candidate_is_at_another_address_and_may_be_meant_for_the_next_one() {
        add(Passed.tcp(3, Passed.UNNAMED, "0.0.0.0", 8080));
        assertThat(found(NAMELESS + "tcp://*:9090")).isEmpty();
    }

    @Test
    void a_wildcard_means_each_wildcard_and_then_each_address_at_its_port() {
        PassedDescriptor both = add(Passed.tcp(3, "a", "::", 8080));
        PassedDescriptor loopback = add(Passed.tcp(4, "b", "127.0.0.1", 8080));
        PassedDescriptor other = add(Passed.tcp(5, "c", "127.0.0.2", 9090));
        assertThat(found(NAMELESS + "tcp://*:8080")).as("the wildcard first").containsExactly(both);
        assertThat(found(NAMELESS + "tcp://*:9090")).containsExactly(other);
        assertThat(found(NAMELESS + "tcp://127.0.0.1:8080")).containsExactly(loopback);
    }

    @Test
    void a_wildcard_of_one_ip_version_means_addresses_of_that_one() {
        PassedDescriptor v4 = add(Passed.tcp(3, "a", "127.0.0.1", 8080));
        PassedDescriptor v6 = add(Passed.tcp(4, "b", "::1", 8080));
        assertThat(found(NAMELESS + "tcp4://*:8080")).containsExactly(v4);
        assertThat(found(NAMELESS + "tcp6://*:8080")).containsExactly(v6);
        assertThat(found(NAMELESS + "tcp://*:8080")).containsExactly(v4, v6);
    }

    @Test
    void one_address_is_not_served_by_a_wildcard() {
        add(Passed.tcp(3, "a", "0.0.0.0", 8080));
        assertThat(found(NAMELESS + "tcp://127.0.0.1:8080"))
                .as("clients of other addresses would reach the program")
                .isEmpty();
    }

    @Test
    void a_path_is_found_by_the_path() {
        PassedDescriptor control = add(Passed.unix(3, "x", "/run/c.sock"));
        assertThat(found(NAMELESS + "unix:///run/c.sock")).containsExactly(control);
        assertThat(found(NAMELESS + "unix:///run/d.sock")).isEmpty();
    }

    @Test
    void a_name_of_another_kind_is_an_error_that_names_both() {
        add(Passed.udp(3, "web", "127.0.0.1", 80));
        assertThatThrownBy(() -> found("web=tcp://*:8080"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("web");
    }
}
