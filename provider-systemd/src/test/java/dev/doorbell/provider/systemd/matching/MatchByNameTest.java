package dev.doorbell.provider.systemd.matching;

import static dev.doorbell.provider.systemd.matching.Passed.UNNAMED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spec.ListenerSpec;
import org.junit.jupiter.api.Test;

/** The first step, and what is left after all of them. */
class MatchByNameTest extends MatcherFixture {
    @Test
    void the_name_matches_whatever_the_address() {
        PassedDescriptor web = add(Passed.tcp(3, "web", "0.0.0.0", 443));
        Assignment matched = match(WEB);
        assertThat(matched.found(WEB)).containsExactly(web);
        assertThat(matched.unclaimed()).isEmpty();
    }

    @Test
    void the_name_of_the_socket_unit_is_systemds_default() {
        PassedDescriptor web = add(Passed.tcp(3, "web.socket", "0.0.0.0", 443));
        assertThat(match(WEB).found(WEB)).containsExactly(web);
    }

    @Test
    void several_of_one_name_belong_to_it_in_their_order() {
        PassedDescriptor first = add(Passed.tcp(3, "web", "::1", 80));
        PassedDescriptor second = add(Passed.tcp(4, "web.socket", "127.0.0.1", 80));
        PassedDescriptor third = add(Passed.tcp(5, "web", "127.0.0.1", 80));
        assertThat(match(WEB).found(WEB)).containsExactly(first, second, third);
    }

    @Test
    void a_bare_name_takes_every_kind() {
        PassedDescriptor tcp = add(Passed.tcp(3, "web", "::1", 80));
        PassedDescriptor udp = add(Passed.udp(4, "web", "::1", 80));
        assertThat(match(BARE).found(BARE)).containsExactly(tcp, udp);
    }

    @Test
    void the_name_goes_before_the_address() {
        PassedDescriptor named = add(Passed.tcp(3, "web", "127.0.0.1", 81));
        PassedDescriptor there = add(Passed.tcp(4, UNNAMED, "127.0.0.1", 80));
        Assignment matched = match(WEB);
        assertThat(matched.found(WEB)).containsExactly(named);
        assertThat(matched.unclaimed()).containsExactly(there);
    }

    @Test
    void a_spec_that_is_named_like_the_socket_unit_goes_before_one_that_is_not() {
        ListenerSpec unit = ListenerSpec.named("web.socket");
        PassedDescriptor descriptor = add(Passed.tcp(3, "web.socket", "127.0.0.1", 80));
        assertThat(match(BARE, unit).found(unit)).containsExactly(descriptor);
        assertThat(match(unit, BARE).found(unit)).containsExactly(descriptor);
    }

    @Test
    void another_kind_under_the_name_is_an_error_that_names_both() {
        add(Passed.udp(3, "web", "127.0.0.1", 80));
        assertWiring(WEB)
                .hasMessageContaining("expected a listener of kind TCP for the spec web=tcp://127.0.0.1:80")
                .hasMessageContaining("\"web\" (UDP 127.0.0.1:80, fd 3)");
    }

    @Test
    void what_is_taken_already_is_still_found_by_its_name_so_that_claiming_it_fails() {
        PassedDescriptor taken = add(Passed.taken(3, "web"));
        assertThat(match(WEB).found(WEB)).containsExactly(taken);
    }

    @Test
    void unclaimed_is_everything_that_nobody_asked_for_in_the_order_it_was_passed() {
        PassedDescriptor first = add(Passed.tcp(3, "x", "127.0.0.1", 1));
        add(Passed.tcp(4, "web", "127.0.0.1", 2));
        PassedDescriptor third = add(Passed.tcp(5, "x", "127.0.0.1", 1));
        add(Passed.taken(6, "x"));
        PassedDescriptor fifth = add(Passed.unix(7, "", "/run/x"));
        assertThat(match(WEB).unclaimed()).containsExactly(first, third, fifth);
    }

    @Test
    void unclaimed_is_everything_where_nothing_is_asked_for() {
        PassedDescriptor first = add(Passed.tcp(3, "web", "127.0.0.1", 80));
        PassedDescriptor second = add(Passed.tcp(4, UNNAMED, "127.0.0.1", 80));
        assertThat(match().unclaimed()).containsExactly(first, second);
    }
}
