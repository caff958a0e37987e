package dev.doorbell.provider.systemd;

import static dev.doorbell.provider.systemd.Passed.UNNAMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.ListenerSpec;
import dev.doorbell.descriptors.SocketType;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MatcherTest {
    private static final ListenerSpec WEB = ListenerSpec.parse("web=tcp://127.0.0.1:80");
    private static final ListenerSpec ADMIN = ListenerSpec.parse("admin=tcp://127.0.0.1:81");
    private static final ListenerSpec CONTROL = ListenerSpec.parse("control=unix:///run/c.sock");
    private static final ListenerSpec BARE = ListenerSpec.named("web");

    private final List<PassedDescriptor> passed = new ArrayList<>();

    @Nested
    class ByName {
        @Test
        void the_name_matches_whatever_the_address() {
            PassedDescriptor web = add(Passed.tcp(3, "web", "0.0.0.0", 443));
            Matcher matched = match(WEB);
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
            Matcher matched = match(WEB);
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
                    .hasMessageContaining("web=tcp://127.0.0.1:80 wants a TCP listener")
                    .hasMessageContaining("\"web\" (UDP 127.0.0.1:80, fd 3)");
        }

        @Test
        void another_kind_is_an_error_also_beside_the_right_one() {
            add(Passed.tcp(3, "web.socket", "127.0.0.1", 80));
            add(Passed.udp(4, "web.socket", "127.0.0.1", 80));
            assertWiring(WEB).hasMessageContaining("fd 4");
        }

        @Test
        void what_is_taken_already_is_still_found_by_its_name_so_that_claiming_it_fails() {
            PassedDescriptor taken = add(Passed.taken(3, "web"));
            assertThat(match(WEB).found(WEB)).containsExactly(taken);
        }
    }

    @Nested
    class ByAddress {
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
            Matcher matched = match(local);
            assertThat(matched.found(local)).containsExactly(v4);
            assertThat(matched.unclaimed()).containsExactly(other);
        }

        @Test
        void each_spec_gets_its_own() {
            PassedDescriptor control = add(Passed.unix(3, UNNAMED, "/run/c.sock"));
            PassedDescriptor admin = add(Passed.tcp(4, UNNAMED, "127.0.0.1", 81));
            PassedDescriptor web = add(Passed.tcp(5, UNNAMED, "127.0.0.1", 80));
            Matcher matched = match(WEB, ADMIN, CONTROL);
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
            Matcher matched = match(v4, v6);
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
                            ListenerSpec.parse("any=tcp://*:80"))
                    .hasMessageContaining("four=tcp://0.0.0.0:80")
                    .hasMessageContaining("six=tcp://[::]:80")
                    .hasMessageContaining("any=tcp://*:80")
                    .hasMessageContaining("\"other\" (TCP [::]:80, fd 3)")
                    .hasMessageNotContaining("admin");
        }

        @Test
        void two_specs_are_too_many_already() {
            add(Passed.tcp(3, "other", "::", 80));
            assertWiring(ListenerSpec.parse("four=tcp://0.0.0.0:80"), ListenerSpec.parse("six=tcp://[::]:80"))
                    .hasMessageContaining("four=tcp://0.0.0.0:80")
                    .hasMessageContaining("six=tcp://[::]:80");
        }

        @Test
        void a_spec_that_was_found_by_name_asks_for_no_more() {
            ListenerSpec twin = ListenerSpec.parse("twin=tcp://127.0.0.1:80");
            PassedDescriptor web = add(Passed.tcp(3, "web", "127.0.0.1", 80));
            PassedDescriptor other = add(Passed.tcp(4, "other", "127.0.0.1", 80));
            Matcher matched = match(WEB, twin);
            assertThat(matched.found(WEB)).containsExactly(web);
            assertThat(matched.found(twin)).containsExactly(other);
        }
    }

    @Nested
    class OfNoUse {
        @Test
        void a_socket_that_does_not_listen_is_told_as_such_and_how_to_mend_it() {
            add(Passed.deafTcp(3, "web", "127.0.0.1", 80));
            assertWiring(WEB)
                    .hasMessageContaining("web=tcp://127.0.0.1:80 wants a TCP listener")
                    .hasMessageContaining(
                            "\"web\" (an IPv4 stream socket at 127.0.0.1:80, fd 3), which does not listen")
                    .hasMessageContaining("call listen(2)")
                    .hasMessageContaining("ListenStream=")
                    .hasMessageNotContaining("OTHER")
                    .hasMessageNotContaining("scheme");
        }

        @Test
        void so_is_one_of_unix() {
            add(Passed.deafUnix(3, "control", SocketType.STREAM, "/run/c.sock"));
            assertWiring(CONTROL)
                    .hasMessageContaining("a UNIX stream socket at /run/c.sock, fd 3), which does not listen");
        }

        @Test
        void so_is_one_of_seqpacket() {
            add(Passed.deafUnix(3, "control", SocketType.SEQPACKET, "/run/c.sock"));
            assertWiring(ListenerSpec.parse("control=unixpacket:///run/c.sock"))
                    .hasMessageContaining("which does not listen");
        }

        @Test
        void one_that_would_be_of_another_kind_if_it_listened_is_of_another_kind() {
            add(Passed.deafUnix(3, "web", SocketType.STREAM, "/run/c.sock"));
            assertWiring(WEB)
                    .hasMessageContaining("a UNIX stream socket")
                    .hasMessageContaining("Change the spec's scheme");
        }

        @Test
        void a_connection_under_the_name_of_a_listener_points_to_accept_no() {
            add(Passed.connection(3, "web", "127.0.0.1", 80));
            assertWiring(WEB)
                    .hasMessageContaining("web=tcp://127.0.0.1:80 wants a TCP listener")
                    .hasMessageContaining("\"web\" (CONNECTION 127.0.0.1:80, fd 3)")
                    .hasMessageContaining("Accept=no")
                    .hasMessageContaining("Doorbell.connection()");
        }

        @Test
        void a_connection_is_of_another_kind_to_what_accepts_none() {
            add(Passed.connection(3, "web", "127.0.0.1", 80));
            assertWiring(ListenerSpec.parse("web=udp://127.0.0.1:80"))
                    .hasMessageContaining("Change the spec's scheme")
                    .hasMessageNotContaining("Accept=no");
        }

        @Test
        void a_bare_name_takes_them_as_they_are() {
            PassedDescriptor deaf = add(Passed.deafTcp(3, "web", "127.0.0.1", 80));
            PassedDescriptor connection = add(Passed.connection(4, "web", "127.0.0.1", 80));
            assertThat(match(BARE).found(BARE)).containsExactly(deaf, connection);
        }

        @Test
        void what_accept_yes_passes_at_the_address_of_a_spec_was_meant_to_be_its_listener() {
            add(Passed.connection(3, "connection", "127.0.0.1", 80));
            assertAmbiguous(WEB)
                    .as("binding would fail with: address in use")
                    .contains("\"connection\" (CONNECTION 127.0.0.1:80, fd 3)", "Accept=no");
        }

        @Test
        void a_socket_that_does_not_listen_at_the_address_of_a_spec_was_meant_for_it() {
            add(Passed.deafTcp(3, "other", "127.0.0.1", 80));
            assertAmbiguous(WEB).contains("does not listen");
        }

        @Test
        void neither_matters_to_a_spec_that_has_its_listener() {
            PassedDescriptor listener = add(Passed.tcp(3, "other", "127.0.0.1", 80));
            add(Passed.connection(4, "connection", "127.0.0.1", 80));
            add(Passed.deafTcp(5, "other", "127.0.0.1", 80));
            Matcher matched = match(WEB, ADMIN);
            assertThat(matched.found(WEB)).containsExactly(listener);
            assertThat(matched.ambiguity()).isEmpty();
        }

        @Test
        void a_connection_that_the_service_stored_leaves_it_to_bind_its_own_address() {
            add(Passed.connection(3, "stored", "127.0.0.1", 80));
            assertNothing(WEB);
        }
    }

    @Nested
    class BySoleCandidate {
        @Test
        void the_sole_unnamed_one_belongs_to_the_sole_spec_of_its_kind() {
            PassedDescriptor tcp = add(Passed.tcp(3, UNNAMED, "0.0.0.0", 8080));
            PassedDescriptor unix = add(Passed.unix(4, UNNAMED, "/run/other.sock"));
            Matcher matched = match(WEB, CONTROL);
            assertThat(matched.found(WEB)).containsExactly(tcp);
            assertThat(matched.found(CONTROL)).containsExactly(unix);
            assertThat(matched.unclaimed()).isEmpty();
        }

        @Test
        void the_sole_unnamed_one_belongs_to_the_sole_bare_name() {
            PassedDescriptor unix = add(Passed.unix(3, UNNAMED, "/run/other.sock"));
            assertThat(match(BARE).found(BARE)).containsExactly(unix);
        }

        @Test
        void only_what_is_left_counts() {
            PassedDescriptor admin = add(Passed.tcp(3, "admin", "127.0.0.1", 9));
            PassedDescriptor sole = add(Passed.tcp(4, UNNAMED, "0.0.0.0", 8080));
            Matcher matched = match(WEB, ADMIN);
            assertThat(matched.found(ADMIN)).containsExactly(admin);
            assertThat(matched.found(WEB)).containsExactly(sole);
        }

        @Test
        void two_unnamed_ones_for_one_spec_are_ambiguous_and_all_are_listed() {
            add(Passed.tcp(3, UNNAMED, "0.0.0.0", 8080));
            add(Passed.tcp(4, UNNAMED, "0.0.0.0", 8081));
            assertAmbiguous(WEB)
                    .as("to bind web=tcp://127.0.0.1:80 instead would leave the clients of one of them waiting")
                    .contains("\"unknown\" (TCP 0.0.0.0:8080, fd 3), \"unknown\" (TCP 0.0.0.0:8081, fd 4)")
                    .contains("the spec web=tcp://127.0.0.1:80")
                    .contains("FileDescriptorName=", "--fdname=");
            assertAmbiguous(BARE).contains("fd 3", "fd 4", "the spec web.");
        }

        @Test
        void two_specs_for_one_unnamed_are_ambiguous_and_both_are_listed() {
            add(Passed.tcp(3, UNNAMED, "0.0.0.0", 8080));
            assertAmbiguous(WEB, ADMIN, CONTROL)
                    .contains("web=tcp://127.0.0.1:80, admin=tcp://127.0.0.1:81.")
                    .contains("\"unknown\" (TCP 0.0.0.0:8080, fd 3)")
                    .as("control is of another kind")
                    .doesNotContain("control");
        }

        @Test
        void two_specs_and_two_unnamed_ones_are_not_put_together_by_their_order() {
            add(Passed.tcp(3, UNNAMED, "0.0.0.0", 8080));
            add(Passed.tcp(4, UNNAMED, "0.0.0.0", 8081));
            assertAmbiguous(WEB, ADMIN).contains("web=", "admin=", "fd 3", "fd 4");
        }

        @Test
        void one_kind_may_be_clear_while_another_is_not() {
            PassedDescriptor unix = add(Passed.unix(3, UNNAMED, "/run/other.sock"));
            add(Passed.tcp(4, UNNAMED, "0.0.0.0", 8080));
            add(Passed.tcp(5, UNNAMED, "0.0.0.0", 8081));
            Matcher matched = match(WEB, CONTROL);
            assertThat(matched.found(CONTROL)).containsExactly(unix);
            assertThat(matched.ambiguity().orElseThrow())
                    .contains("fd 4", "fd 5")
                    .doesNotContain("fd 3", "control");
        }

        @Test
        void specs_without_any_unnamed_one_of_their_kind_are_simply_missing() {
            add(Passed.udp(3, UNNAMED, "127.0.0.1", 80));
            add(Passed.tcp(4, "other", "127.0.0.1", 8080));
            assertNothing(WEB, ADMIN);
        }

        @Test
        void unnamed_ones_without_any_spec_of_their_kind_are_simply_unclaimed() {
            add(Passed.tcp(3, UNNAMED, "0.0.0.0", 8080));
            add(Passed.tcp(4, UNNAMED, "0.0.0.0", 8081));
            assertNothing(CONTROL);
        }

        @Test
        void what_other_components_will_come_for_by_address_is_theirs_and_no_error_of_ours() {
            PassedDescriptor web = add(Passed.tcp(3, UNNAMED, "127.0.0.1", 80));
            PassedDescriptor admin = add(Passed.tcp(4, UNNAMED, "127.0.0.1", 81));
            Matcher first = match(WEB);
            assertThat(first.found(WEB)).containsExactly(web);
            assertThat(first.unclaimed()).containsExactly(admin);
            assertThat(first.ambiguity()).isEmpty();
        }

        @Test
        void a_bare_name_competes_with_the_specs_of_every_kind() {
            add(Passed.tcp(3, UNNAMED, "0.0.0.0", 8080));
            assertAmbiguous(ListenerSpec.named("bare"), WEB).contains("bare, web=tcp");
            add(Passed.unix(4, UNNAMED, "/run/other.sock"));
            assertAmbiguous(ListenerSpec.named("bare"), WEB)
                    .as("the UNIX socket can be the bare name's alone, and yet both can be")
                    .contains("bare, web=tcp", "fd 3", "fd 4");
        }

        @Test
        void a_bare_name_does_not_compete_for_a_kind_that_the_other_spec_is_not_of() {
            PassedDescriptor tcp = add(Passed.tcp(3, UNNAMED, "0.0.0.0", 8080));
            Matcher matched = match(BARE, CONTROL);
            assertThat(matched.found(BARE)).containsExactly(tcp);
            assertThat(matched.ambiguity()).isEmpty();
        }

        @Test
        void a_named_one_belongs_to_nobody_else() {
            add(Passed.tcp(3, "other", "0.0.0.0", 8080));
            add(Passed.tcp(4, "", "0.0.0.0", 8080));
            assertNothing(WEB);
            assertNothing(BARE);
        }

        @Test
        void one_of_another_kind_does_not() {
            add(Passed.udp(3, UNNAMED, "127.0.0.1", 80));
            assertNothing(WEB);
        }

        @Test
        void what_is_taken_already_is_no_candidate() {
            add(Passed.taken(3, UNNAMED));
            Matcher matched = match(BARE);
            assertThat(matched.found(BARE)).isEmpty();
            assertThat(matched.unclaimed()).isEmpty();
        }
    }

    @Nested
    class Unclaimed {
        @Test
        void is_everything_that_nobody_asked_for_in_the_order_it_was_passed() {
            PassedDescriptor first = add(Passed.tcp(3, "x", "127.0.0.1", 1));
            add(Passed.tcp(4, "web", "127.0.0.1", 2));
            PassedDescriptor third = add(Passed.tcp(5, "x", "127.0.0.1", 1));
            add(Passed.taken(6, "x"));
            PassedDescriptor fifth = add(Passed.unix(7, "", "/run/x"));
            assertThat(match(WEB).unclaimed()).containsExactly(first, third, fifth);
        }

        @Test
        void is_everything_where_nothing_is_asked_for() {
            PassedDescriptor first = add(Passed.tcp(3, "web", "127.0.0.1", 80));
            PassedDescriptor second = add(Passed.tcp(4, UNNAMED, "127.0.0.1", 80));
            assertThat(match().unclaimed()).containsExactly(first, second);
        }
    }

    private PassedDescriptor add(PassedDescriptor descriptor) {
        passed.add(descriptor);
        return descriptor;
    }

    private Matcher match(ListenerSpec... specs) {
        return Matcher.match(List.of(specs), List.copyOf(passed));
    }

    private AbstractStringAssert<?> assertAmbiguous(ListenerSpec... specs) {
        Matcher matched = match(specs);
        assertThat(matched.unclaimed()).containsExactlyElementsOf(passed);
        return assertThat(matched.ambiguity().orElse("not ambiguous"));
    }

    private void assertNothing(ListenerSpec... specs) {
        Matcher matched = match(specs);
        assertThat(matched.ambiguity()).isEmpty();
        for (ListenerSpec spec : specs) {
            assertThat(matched.found(spec)).isEmpty();
        }
        assertThat(matched.unclaimed()).containsExactlyElementsOf(passed);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertWiring(ListenerSpec... specs) {
        return assertThatThrownBy(() -> match(specs)).isInstanceOf(IllegalStateException.class);
    }
}
