package dev.doorbell.provider.systemd.matching;

import static dev.doorbell.provider.systemd.matching.Passed.UNNAMED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spec.ListenerSpec;
import org.junit.jupiter.api.Test;

/** Sockets that are called after their unit, which is systemd's default, and names that several sockets share. */
class MatchByUnitTest extends MatcherFixture {
    private static final ListenerSpec NIMNEWS = ListenerSpec.parse("nimnews=tcp://127.0.0.1:119");
    private static final ListenerSpec NNTPS = ListenerSpec.parse("nntps=tcp://127.0.0.1:563");
    private static final ListenerSpec APP = ListenerSpec.parse("app=tcp://127.0.0.1:80");
    private static final ListenerSpec FOO = ListenerSpec.parse("foo=tcp://127.0.0.1:80");
    private static final ListenerSpec BARE_FOO = ListenerSpec.named("foo");

    @Test
    void of_one_unit_with_a_plain_and_a_tls_port_each_spec_gets_its_own() {
        PassedDescriptor tls = add(Passed.tcp(3, "nimnews.socket", "127.0.0.1", 563));
        PassedDescriptor plain = add(Passed.tcp(4, "nimnews.socket", "127.0.0.1", 119));
        for (Assignment matched : new Assignment[] {match(NIMNEWS, NNTPS), match(NNTPS, NIMNEWS)}) {
            assertThat(matched.found(NIMNEWS)).containsExactly(plain);
            assertThat(matched.found(NNTPS)).containsExactly(tls);
            assertThat(matched.unclaimed()).isEmpty();
        }
    }

    @Test
    void a_bare_name_leaves_what_is_at_another_specs_address_too() {
        PassedDescriptor plain = add(Passed.tcp(3, "nimnews.socket", "127.0.0.1", 119));
        PassedDescriptor tls = add(Passed.tcp(4, "nimnews.socket", "127.0.0.1", 563));
        ListenerSpec bare = ListenerSpec.named("nimnews");
        Assignment matched = match(bare, NNTPS);
        assertThat(matched.found(bare)).containsExactly(plain);
        assertThat(matched.found(NNTPS)).containsExactly(tls);
    }

    @Test
    void so_it_is_with_ports_alone_which_systemd_opens_for_both_ip_versions() {
        ListenerSpec nimnews = ListenerSpec.parse("nimnews=tcp://0.0.0.0:119");
        ListenerSpec nntps = ListenerSpec.parse("nntps=tcp://0.0.0.0:563");
        PassedDescriptor plain = add(Passed.tcp(3, "nimnews.socket", "::", 119));
        PassedDescriptor tls = add(Passed.tcp(4, "nimnews.socket", "::", 563));
        Assignment matched = match(nimnews, nntps);
        assertThat(matched.found(nimnews)).containsExactly(plain);
        assertThat(matched.found(nntps)).containsExactly(tls);
    }

    @Test
    void so_it_is_with_a_chosen_name_where_its_own_spec_is_at_one_of_its_sockets() {
        PassedDescriptor plain = add(Passed.tcp(3, "nimnews", "127.0.0.1", 119));
        PassedDescriptor tls = add(Passed.tcp(4, "nimnews", "127.0.0.1", 563));
        Assignment matched = match(NIMNEWS, NNTPS);
        assertThat(matched.found(NIMNEWS)).containsExactly(plain);
        assertThat(matched.found(NNTPS)).containsExactly(tls);
    }

    @Test
    void a_chosen_name_keeps_all_its_sockets_where_its_spec_is_at_none_of_them() {
        PassedDescriptor other = add(Passed.tcp(3, "nimnews", "127.0.0.1", 1119));
        PassedDescriptor tls = add(Passed.tcp(4, "nimnews", "127.0.0.1", 563));
        assertThat(match(NIMNEWS, NNTPS).found(NIMNEWS)).containsExactly(other, tls);
    }

    @Test
    void the_other_sockets_of_the_unit_are_the_specs_that_it_is_called_after() {
        PassedDescriptor v6 = add(Passed.tcp(3, "nimnews.socket", "::1", 119));
        PassedDescriptor v4 = add(Passed.tcp(4, "nimnews.socket", "127.0.0.1", 119));
        PassedDescriptor tls = add(Passed.tcp(5, "nimnews.socket", "127.0.0.1", 563));
        Assignment matched = match(NIMNEWS, NNTPS);
        assertThat(matched.found(NIMNEWS)).containsExactly(v6, v4);
        assertThat(matched.found(NNTPS)).containsExactly(tls);
    }

    @Test
    void the_name_of_the_unit_decides_between_specs_of_one_address() {
        ListenerSpec twin = ListenerSpec.parse("twin=tcp://127.0.0.1:80");
        PassedDescriptor ofTwin = add(Passed.tcp(3, "twin.socket", "127.0.0.1", 80));
        PassedDescriptor ofWeb = add(Passed.tcp(4, "web.socket", "127.0.0.1", 80));
        Assignment matched = match(WEB, twin);
        assertThat(matched.found(WEB)).containsExactly(ofWeb);
        assertThat(matched.found(twin)).containsExactly(ofTwin);
    }

    @Test
    void one_name_over_several_kinds_goes_by_kind() {
        PassedDescriptor unix = add(Passed.unix(3, "app.socket", "/run/app.sock"));
        PassedDescriptor tcp = add(Passed.tcp(4, "app.socket", "0.0.0.0", 8080));
        PassedDescriptor udp = add(Passed.udp(5, "app.socket", "0.0.0.0", 8080));
        Assignment matched = match(APP);
        assertThat(matched.found(APP)).containsExactly(tcp);
        assertThat(matched.unclaimed()).containsExactly(unix, udp);
        assertThat(matched.ambiguity()).isEmpty();
        assertThat(match(ListenerSpec.named("app")).unclaimed())
                .as("a bare name is of every kind")
                .isEmpty();
    }

    @Test
    void so_it_does_where_the_name_was_chosen() {
        PassedDescriptor udp = add(Passed.udp(3, "app", "127.0.0.1", 443));
        PassedDescriptor tcp = add(Passed.tcp(4, "app", "127.0.0.1", 443));
        ListenerSpec quic = ListenerSpec.parse("quic=udp://127.0.0.1:443");
        Assignment matched = match(APP, quic);
        assertThat(matched.found(APP)).containsExactly(tcp);
        assertThat(matched.found(quic)).containsExactly(udp);
        assertThat(match(APP).unclaimed()).containsExactly(udp);
    }

    @Test
    void a_unit_of_another_kind_alone_is_an_error_that_names_both() {
        add(Passed.udp(3, "app.socket", "127.0.0.1", 8080));
        assertWiring(APP)
                .hasMessageContaining("expected a listener of kind TCP for the spec app=tcp://127.0.0.1:80")
                .hasMessageContaining("\"app.socket\" (UDP 127.0.0.1:8080, fd 3)");
    }

    @Test
    void but_not_where_other_evidence_finds_the_spec_its_own() {
        PassedDescriptor udp = add(Passed.udp(3, "app.socket", "127.0.0.1", 8080));
        PassedDescriptor tcp = add(Passed.tcp(4, "other", "127.0.0.1", 80));
        Assignment matched = match(APP);
        assertThat(matched.found(APP)).containsExactly(tcp);
        assertThat(matched.unclaimed()).containsExactly(udp);
    }

    @Test
    void nor_where_other_evidence_makes_it_another_specs() {
        PassedDescriptor udp = add(Passed.udp(3, "app.socket", "127.0.0.1", 8080));
        ListenerSpec dns = ListenerSpec.parse("dns=udp://127.0.0.1:8080");
        Assignment matched = match(APP, dns);
        assertThat(matched.found(dns)).containsExactly(udp);
        assertThat(matched.found(APP)).isEmpty();
    }

    @Test
    void a_chosen_name_of_another_kind_alone_is_an_error_whatever_is_at_the_address() {
        add(Passed.udp(3, "app", "127.0.0.1", 8080));
        add(Passed.tcp(4, "other", "127.0.0.1", 80));
        assertWiring(APP).hasMessageContaining("\"app\" (UDP 127.0.0.1:8080, fd 3)");
    }

    @Test
    void the_instance_of_a_template_is_found_by_the_templates_name() {
        PassedDescriptor instance = add(Passed.tcp(3, "foo@8080.socket", "0.0.0.0", 8080));
        assertThat(match(FOO).found(FOO)).containsExactly(instance);
        assertThat(match(BARE_FOO).found(BARE_FOO)).containsExactly(instance);
        assertNothing(ListenerSpec.parse("fo=tcp://127.0.0.1:80"));
    }

    @Test
    void all_sockets_of_the_one_instance_are() {
        PassedDescriptor v6 = add(Passed.tcp(3, "foo@a@b.socket", "::1", 8080));
        PassedDescriptor v4 = add(Passed.tcp(4, "foo@a@b.socket", "127.0.0.1", 8080));
        assertThat(match(FOO).found(FOO)).containsExactly(v6, v4);
    }

    @Test
    void of_several_instances_the_one_at_the_specs_address_is_meant() {
        PassedDescriptor other = add(Passed.tcp(3, "foo@8080.socket", "127.0.0.1", 8080));
        PassedDescriptor there = add(Passed.tcp(4, "foo@80.socket", "127.0.0.1", 80));
        PassedDescriptor v6 = add(Passed.tcp(5, "foo@80.socket", "::1", 80));
        Assignment matched = match(FOO);
        assertThat(matched.found(FOO)).containsExactly(there, v6);
        assertThat(matched.unclaimed()).containsExactly(other);
    }

    @Test
    void several_instances_of_which_none_is_at_the_address_are_ambiguous_and_all_are_listed() {
        add(Passed.tcp(3, "foo@1.socket", "127.0.0.1", 8081));
        add(Passed.tcp(4, "foo@2.socket", "127.0.0.1", 8082));
        for (ListenerSpec spec : new ListenerSpec[] {FOO, BARE_FOO}) {
            assertAmbiguous(spec)
                    .contains(spec.toString())
                    .contains("\"foo@1.socket\" (TCP 127.0.0.1:8081, fd 3)")
                    .contains("\"foo@2.socket\" (TCP 127.0.0.1:8082, fd 4)")
                    .contains("FileDescriptorName=foo");
        }
    }

    @Test
    void instances_of_another_kind_do_not_count() {
        add(Passed.udp(3, "foo@1.socket", "127.0.0.1", 8081));
        PassedDescriptor tcp = add(Passed.tcp(4, "foo@2.socket", "127.0.0.1", 8082));
        assertThat(match(FOO).found(FOO)).containsExactly(tcp);
    }

    @Test
    void a_spec_that_names_the_instance_has_that_one() {
        ListenerSpec one = ListenerSpec.named("foo@1");
        ListenerSpec two = ListenerSpec.named("foo@2.socket");
        PassedDescriptor second = add(Passed.tcp(3, "foo@2.socket", "127.0.0.1", 8082));
        PassedDescriptor first = add(Passed.tcp(4, "foo@1.socket", "127.0.0.1", 8081));
        PassedDescriptor third = add(Passed.tcp(5, "foo@3.socket", "127.0.0.1", 8083));
        Assignment matched = match(one, two, BARE_FOO);
        assertThat(matched.found(one)).containsExactly(first);
        assertThat(matched.found(two)).containsExactly(second);
        assertThat(matched.found(BARE_FOO)).containsExactly(third);
    }

    @Test
    void a_unit_without_an_instance_goes_before_one_with_it() {
        add(Passed.tcp(3, "foo@1.socket", "127.0.0.1", 8081));
        PassedDescriptor plain = add(Passed.tcp(4, "foo.socket", "127.0.0.1", 8082));
        assertThat(match(FOO).found(FOO)).containsExactly(plain);
    }

    @Test
    void a_name_that_begins_with_the_at_sign_is_no_template() {
        add(Passed.tcp(3, "@1.socket", "127.0.0.1", 8081));
        assertNothing(FOO);
    }

    @Test
    void what_another_component_took_of_the_unit_is_not_claimed_again() {
        PassedDescriptor plain = add(Passed.tcp(3, "nimnews.socket", "127.0.0.1", 119));
        add(Passed.taken(4, "nimnews.socket"));
        assertThat(match(NIMNEWS).found(NIMNEWS)).containsExactly(plain);
    }

    @Test
    void what_another_component_took_of_a_chosen_name_is_not_claimed_again_where_some_is_left() {
        PassedDescriptor plain = add(Passed.tcp(3, "nimnews", "127.0.0.1", 119));
        add(Passed.taken(4, "nimnews"));
        assertThat(match(NIMNEWS).found(NIMNEWS)).containsExactly(plain);
    }

    @Test
    void where_all_of_the_unit_is_taken_claiming_it_fails() {
        PassedDescriptor taken = add(Passed.taken(3, "nimnews.socket"));
        assertThat(match(NIMNEWS).found(NIMNEWS)).containsExactly(taken);
    }

    @Test
    void one_that_is_at_the_address_of_no_spec_is_still_found_beside_an_unnamed_one() {
        PassedDescriptor named = add(Passed.tcp(3, "foo.socket", "127.0.0.1", 1));
        PassedDescriptor unnamed = add(Passed.tcp(4, UNNAMED, "127.0.0.1", 2));
        Assignment matched = match(FOO, ADMIN);
        assertThat(matched.found(FOO)).containsExactly(named);
        assertThat(matched.found(ADMIN)).containsExactly(unnamed);
    }
}
