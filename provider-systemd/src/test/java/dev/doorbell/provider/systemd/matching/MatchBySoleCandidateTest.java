package dev.doorbell.provider.systemd.matching;

import static dev.doorbell.provider.systemd.matching.Passed.UNNAMED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spec.ListenerSpec;
import org.junit.jupiter.api.Test;

/** The last step: unnamed descriptors, and the specs that nothing was found for. */
class MatchBySoleCandidateTest extends MatcherFixture {
    @Test
    void the_sole_unnamed_one_belongs_to_the_sole_spec_of_its_kind() {
        PassedDescriptor tcp = add(Passed.tcp(3, UNNAMED, "0.0.0.0", 8080));
        PassedDescriptor unix = add(Passed.unix(4, UNNAMED, "/run/other.sock"));
        Assignment matched = match(WEB, CONTROL);
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
        Assignment matched = match(WEB, ADMIN);
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
        Assignment matched = match(WEB, CONTROL);
        assertThat(matched.found(CONTROL)).containsExactly(unix);
        assertThat(matched.ambiguity().orElseThrow()).contains("fd 4", "fd 5").doesNotContain("fd 3", "control");
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
        Assignment first = match(WEB);
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
        Assignment matched = match(BARE, CONTROL);
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
        Assignment matched = match(BARE);
        assertThat(matched.found(BARE)).isEmpty();
        assertThat(matched.unclaimed()).isEmpty();
    }
}
