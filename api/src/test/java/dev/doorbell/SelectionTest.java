package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ListenerProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final Candidate SYSTEMD = candidate("systemd", 100, Applicability.applies("LISTEN_FDS=1"));
    private static final Candidate LAUNCHD = candidate("launchd", 100, Applicability.absent("this is Linux"));
    private static final Candidate FALLBACK = candidate("fallback", 0, Applicability.applies("it binds"));
    private static final Candidate BROKEN = Candidate.failed("broken", new IllegalStateException("boom"));

    @Test
    void the_highest_priority_that_applies_is_chosen() {
        assertThat(select(FALLBACK, LAUNCHD, SYSTEMD).chosen()).isSameAs(SYSTEMD);
        assertThat(select(FALLBACK, LAUNCHD).chosen()).isSameAs(FALLBACK);
        Candidate own = candidate("own", 101, Applicability.applies("always"));
        assertThat(select(SYSTEMD, own, FALLBACK).chosen()).isSameAs(own);
    }

    @Test
    void evidence_that_names_this_process_is_preferred_to_evidence_that_children_inherit() {
        Candidate label = candidate("launchd", ListenerProvider.INHERITED_EVIDENCE, Applicability.applies("a label"));
        Candidate pid = candidate("systemd", ListenerProvider.SERVICE_MANAGER, Applicability.applies("our pid"));
        Candidate binds = candidate("fallback", ListenerProvider.FALLBACK, Applicability.applies("always"));
        assertThat(select(binds, label, pid).chosen()).isSameAs(pid);
        assertThat(select(binds, label).chosen()).isSameAs(label);
    }

    @Test
    void the_name_decides_between_equal_priorities_whatever_the_order_they_were_found_in() {
        Candidate rival = candidate("rival", 100, Applicability.applies("always"));
        assertThat(select(SYSTEMD, rival).chosen()).isSameAs(rival);
        assertThat(select(rival, SYSTEMD).chosen()).isSameAs(rival);
    }

    @Test
    void the_first_found_is_chosen_of_two_that_are_alike() {
        Candidate twin = candidate("systemd", 100, Applicability.applies("LISTEN_FDS=1"));
        assertThat(select(twin, SYSTEMD).chosen()).isSameAs(twin);
        assertThat(select(SYSTEMD, twin).chosen()).isSameAs(SYSTEMD);
    }

    @Test
    void candidates_are_listed_best_first() {
        assertThat(select(BROKEN, FALLBACK, SYSTEMD, LAUNCHD).candidates())
                .containsExactly(LAUNCHD, SYSTEMD, FALLBACK, BROKEN);
    }

    @Test
    void an_override_is_chosen_even_if_it_does_not_apply() {
        Selection selection = select("launchd", SYSTEMD, LAUNCHD, FALLBACK);
        assertThat(selection.chosen()).isSameAs(LAUNCHD);
        assertThat(selection.explanation()).startsWith("Provider chosen: launchd (-Ddoorbell.provider names it)\n");
    }

    @Test
    void an_override_that_is_not_there_is_an_error_that_lists_what_is() {
        assertThatIllegalStateException()
                .isThrownBy(() -> select("sytemd", FALLBACK, SYSTEMD))
                .withMessage("expected the name of a provider in -Ddoorbell.provider, got \"sytemd\". Use one of"
                        + " these, or add the library that has it:\n"
                        + "  systemd: applies, LISTEN_FDS=1\n"
                        + "  fallback: applies, it binds");
    }

    @Test
    void an_override_that_did_not_load_is_an_error_that_says_why() {
        assertThatIllegalStateException()
                .isThrownBy(() -> select("broken", FALLBACK, BROKEN))
                .withMessageStartingWith("expected the name of a provider in -Ddoorbell.provider, got \"broken\".")
                .withMessageContaining("broken: does not apply, failed to load: ")
                .withMessageEndingWith("boom");
    }

    @Test
    void it_is_an_error_if_none_applies() {
        assertThatIllegalStateException()
                .isThrownBy(() -> select(LAUNCHD))
                .withMessage("No provider of listeners applies. Add dev.doorbell:doorbell, which has all of them:\n"
                        + "  launchd: does not apply, this is Linux");
        assertThatIllegalStateException().isThrownBy(() -> select(BROKEN)).withMessageContaining("boom");
        assertThatIllegalStateException()
                .isThrownBy(SelectionTest::select)
                .withMessageEndingWith("\n  (no provider was found)");
    }

    @Test
    void the_binder_is_the_best_that_does_not_inherit() {
        Candidate second = candidate("worse", -1, Applicability.applies("it binds"));
        assertThat(select(second, SYSTEMD, FALLBACK).binder()).containsSame(FALLBACK);
        assertThat(select("worse", second, SYSTEMD).binder()).containsSame(second);
        assertThat(select(SYSTEMD, LAUNCHD, BROKEN).binder()).isEmpty();
    }

    @Test
    void an_override_that_binds_is_its_own_binder() {
        Candidate second = candidate("worse", -1, Applicability.applies("it binds"));
        assertThat(select("worse", FALLBACK, second, SYSTEMD).binder()).containsSame(second);
    }

    @Test
    void what_does_not_apply_is_no_binder_unless_it_was_asked_for() {
        Candidate absent = candidate("absent", 0, Applicability.absent("not on this platform"));
        assertThat(select(absent, SYSTEMD).binder()).isEmpty();
        assertThat(select(absent, SYSTEMD, FALLBACK).binder()).containsSame(FALLBACK);
        assertThat(select("absent", absent, FALLBACK).binder()).containsSame(absent);
    }

    @Test
    void the_explanation_is_one_line_for_each_candidate() {
        assertThat(select(FALLBACK, LAUNCHD, SYSTEMD).explanation()).isEqualTo("""
                        Provider chosen: systemd (the first of these that applies)
                          launchd: does not apply, this is Linux
                          systemd: applies, LISTEN_FDS=1
                          fallback: applies, it binds""");
    }

    private static Candidate candidate(String name, int priority, Applicability applicability) {
        return new FakeProvider(name, priority, applicability).candidate();
    }

    private static Selection select(Candidate... candidates) {
        return Selection.select(List.of(candidates), null);
    }

    private static Selection select(String override, Candidate... candidates) {
        return Selection.select(List.of(candidates), new Selection.Forced(override, "-Ddoorbell.provider"));
    }
}
