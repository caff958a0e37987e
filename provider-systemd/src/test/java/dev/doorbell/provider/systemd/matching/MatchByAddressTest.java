package dev.doorbell.provider.systemd.matching;

import static dev.doorbell.provider.systemd.matching.Passed.UNNAMED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spec.ListenerSpec;
import org.junit.jupiter.api.Test;

/** The second step: what no name claims, by kind and address. */
class MatchByAddressTest extends MatcherFixture {
    @Test
    void the_address_matches_whatever_the_name() {
        PassedDescriptor descriptor = add(Passed.tcp(3, "other", "127.0.0.1", 80));
        assertThat(match(WEB).found(WEB)).containsExactly(descriptor);
    }

    @Test
    void several_at_one_address_belong_to_the_one_spec_as_reuseport_makes_them() {
        PassedDescriptor first = add(Passed.tcp(3, "a", "127.0.0.1", 80));
        PassedDescriptor second = add(Passed.tcp(4, "b", "127.0.0.1", 80));
        assertThat(match(WEB).found(WEB)).containsExactly(first, second);
    }

    @Test
    void a_host_name_takes_each_of_its_addresses() {
        ListenerSpec local = ListenerSpec.parse("web=tcp://localhost:80");
        PassedDescriptor v4 = add(Passed.tcp(3, "a", "127.0.0.1", 80));
        PassedDescriptor other = add(Passed.tcp(4, "b", "127.0.0.2", 80));
        Assignment matched = match(local);
        assertThat(matched.found(local)).containsExactly(v4);
        assertThat(matched.unclaimed()).containsExactly(other);
    }

    @Test
    void each_spec_gets_its_own() {
        PassedDescriptor control = add(Passed.unix(3, UNNAMED, "/run/c.sock"));
        PassedDescriptor admin = add(Passed.tcp(4, UNNAMED, "127.0.0.1", 81));
        PassedDescriptor web = add(Passed.tcp(5, UNNAMED, "127.0.0.1", 80));
        Assignment matched = match(WEB, ADMIN, CONTROL);
        assertThat(matched.found(WEB)).containsExactly(web);
        assertThat(matched.found(ADMIN)).containsExactly(admin);
        assertThat(matched.found(CONTROL)).containsExactly(control);
    }

    @Test
    void localhost_takes_both_of_its_addresses_whatever_the_hosts_file_has() {
        ListenerSpec local = ListenerSpec.parse("web=tcp://localhost:80");
        PassedDescriptor v6 = add(Passed.tcp(3, "a", "::1", 80));
        PassedDescriptor v4 = add(Passed.tcp(4, "b", "127.0.0.1", 80));
        assertThat(match(local).found(local)).containsExactly(v6, v4);
    }

    @Test
    void a_link_local_address_without_its_link_takes_it_on_every_link() {
        ListenerSpec anyLink = ListenerSpec.parse("web=tcp://[fe80::1]:80");
        PassedDescriptor one = add(Passed.tcp(3, "a", "fe80::1%1", 80));
        PassedDescriptor other = add(Passed.tcp(4, "b", "fe80::1%2", 80));
        assertThat(match(anyLink).found(anyLink)).containsExactly(one, other);
    }

    @Test
    void wildcards_of_both_versions_are_told_apart() {
        ListenerSpec v4 = ListenerSpec.parse("four=tcp://0.0.0.0:80");
        ListenerSpec v6 = ListenerSpec.parse("six=tcp://[::]:80");
        PassedDescriptor six = add(Passed.tcp6Only(3, UNNAMED, "::", 80));
        PassedDescriptor four = add(Passed.tcp(4, UNNAMED, "0.0.0.0", 80));
        Assignment matched = match(v4, v6);
        assertThat(matched.found(v4)).containsExactly(four);
        assertThat(matched.found(v6)).containsExactly(six);
    }

    @Test
    void a_descriptor_that_several_specs_mean_is_an_error_that_names_all_of_them() {
        add(Passed.tcp(3, "other", "::", 80));
        assertWiring(
                        ListenerSpec.parse("four=tcp://0.0.0.0:80"),
                        ListenerSpec.parse("six=tcp://[::]:80"),
                        ADMIN,
                        ListenerSpec.parse("v6=tcp6://[::]:80"),
                        ListenerSpec.parse("any=tcp://*:80"))
                .hasMessageContaining("six=tcp://[::]:80")
                .hasMessageContaining("v6=tcp6://[::]:80")
                .hasMessageContaining("any=tcp://*:80")
                .hasMessageContaining("\"other\" (TCP [::]:80, fd 3)")
                .hasMessageNotContaining("four")
                .hasMessageNotContaining("admin");
    }

    @Test
    void two_specs_are_too_many_already_also_where_it_is_a_wildcard_that_serves_them() {
        add(Passed.tcp(3, "other", "::", 80));
        assertWiring(ListenerSpec.parse("four=tcp://0.0.0.0:80"), ListenerSpec.parse("v4=tcp4://*:80"))
                .hasMessageContaining("four=tcp://0.0.0.0:80")
                .hasMessageContaining("v4=tcp4://*:80");
    }

    @Test
    void a_spec_that_was_found_by_name_asks_for_no_more() {
        ListenerSpec twin = ListenerSpec.parse("twin=tcp://127.0.0.1:80");
        PassedDescriptor web = add(Passed.tcp(3, "web", "127.0.0.1", 80));
        PassedDescriptor other = add(Passed.tcp(4, "other", "127.0.0.1", 80));
        Assignment matched = match(WEB, twin);
        assertThat(matched.found(WEB)).containsExactly(web);
        assertThat(matched.found(twin)).containsExactly(other);
    }
}
