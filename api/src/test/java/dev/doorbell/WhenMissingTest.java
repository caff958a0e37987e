package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.doorbell.spi.Applicability;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The policies for a spec that nothing was passed for. */
class WhenMissingTest {
    private static final String A = "a=special:///dev/a";
    private static final String B = "b=special:///dev/b";

    private final FakeHandle passed = new FakeHandle();
    private final FakeProvider manager = FakeProvider.manager().passes("a", passed);
    private final FakeProvider fallback = FakeProvider.fallback();

    @Test
    void it_is_bound_by_default() throws IOException {
        try (Listeners listeners = OpenCall.with(manager, fallback).open(A, B)) {
            assertThat(listeners.get("a").origin()).isEqualTo(Origin.inherited("manager", 3));
            assertThat(listeners.get("b").origin()).isEqualTo(Origin.bound("fallback"));
        }
        assertThat(manager.calls).containsExactly("claim " + A + ", " + B);
        assertThat(fallback.calls).containsExactly("claim " + B);
    }

    @Test
    void the_fallback_is_left_alone_if_nothing_is_missing() throws IOException {
        OpenCall.with(manager, fallback).open(A).close();
        assertThat(fallback.calls).isEmpty();
        assertThat(passed.calls).containsExactly("open", "commit", "close");
    }

    @Test
    void everything_is_bound_where_there_is_no_service_manager() throws IOException {
        try (Listeners listeners = OpenCall.with(fallback).open(A, B)) {
            assertThat(listeners.all()).hasSize(2);
            assertThat(listeners.activated()).isFalse();
        }
        assertThat(fallback.calls).containsExactly("claim " + A + ", " + B);
    }

    @Test
    void everything_is_bound_if_the_fallback_is_forced() throws IOException {
        OpenCall.with(manager, fallback).forcing("fallback").open(A).close();
        assertThat(manager.calls).isEmpty();
        assertThat(fallback.calls).containsExactly("claim " + A);
    }

    @Test
    void the_fallback_that_is_forced_is_the_one_that_binds() throws IOException {
        FakeProvider own = new FakeProvider("own", -1, Applicability.applies("always")).bindsTo("a", passed);
        OpenCall.with(fallback, own).forcing("own").open(A).close();
        assertThat(fallback.calls).isEmpty();
        assertThat(own.calls).containsExactly("claim " + A);
    }

    @Test
    void it_is_an_error_that_tells_what_was_passed_if_the_policy_is_to_fail() {
        assertThatIllegalStateException()
                .isThrownBy(() -> OpenCall.with(manager, fallback)
                        .whenMissing(WhenMissing.FAIL)
                        .open(A, B))
                .withMessage("No listener named \"b\" was passed. manager passed 1: \"a\" (SPECIAL, fd 3)."
                        + " Ask the manager for \"b\".\n"
                        + "Provider chosen: manager (the first of these that applies)\n"
                        + "  manager: applies, it passed some\n"
                        + "  fallback: applies, always");
        assertThat(fallback.calls).isEmpty();
        assertThat(passed.calls).containsExactly("release");
    }

    @Test
    void it_is_an_error_without_a_service_manager_too_if_the_policy_is_to_fail() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        OpenCall.with(fallback).whenMissing(WhenMissing.FAIL).open(A))
                .withMessage("""
                        No listener named "a" was passed. No service manager passed anything to this process.
                        Provider chosen: fallback (the first of these that applies)
                          fallback: applies, always""");
        assertThat(fallback.calls).isEmpty();
    }

    @Test
    void it_is_left_out_if_the_policy_is_to_skip() throws IOException {
        try (Listeners listeners =
                OpenCall.with(manager, fallback).whenMissing(WhenMissing.SKIP).open(A, B, "bare")) {
            assertThat(listeners.all("a")).hasSize(1);
            assertThat(listeners.all("b")).isEmpty();
            assertThat(listeners.all("bare")).isEmpty();
        }
        try (Listeners listeners =
                OpenCall.with(fallback).whenMissing(WhenMissing.SKIP).open(A)) {
            assertThat(listeners.all("a")).isEmpty();
        }
        assertThat(fallback.calls).isEmpty();
    }

    @Test
    void a_bare_name_cannot_be_bound_and_the_error_explains() {
        assertThatIllegalStateException()
                .isThrownBy(() -> OpenCall.with(manager, fallback).open(B, "bare"))
                .withMessageStartingWith(
                        "No listener named \"bare\" was passed. manager passed 1: \"a\" (SPECIAL, fd 3)."
                                + " Ask the manager for \"bare\". A bare name cannot be bound; give the spec a URI.\n"
                                + "Provider chosen: manager");
        assertThatIllegalStateException()
                .isThrownBy(() -> OpenCall.with(fallback).open("bare"))
                .withMessageStartingWith("No listener named \"bare\" was passed. No service manager passed anything to"
                        + " this process. A bare name cannot be bound; give the spec a URI.\n"
                        + "Provider chosen: fallback");
        assertThat(fallback.calls).isEmpty();
    }

    @Test
    void a_manager_that_passed_nothing_is_said_to_have_passed_none() {
        assertThatIllegalStateException()
                .isThrownBy(() -> OpenCall.with(FakeProvider.manager()).open("bare"))
                .withMessageStartingWith(
                        "No listener named \"bare\" was passed. manager passed 0. Ask the manager for \"bare\".");
    }

    @Test
    void it_is_an_error_if_nothing_here_can_bind() {
        assertThatIllegalStateException()
                .isThrownBy(() -> OpenCall.with(manager).open(A, B))
                .withMessage("cannot bind: no provider of priority 0 applies. Add"
                        + " dev.doorbell:doorbell-provider-fallback, or set whenMissing to FAIL or SKIP.\n"
                        + "Provider chosen: manager (the first of these that applies)\n"
                        + "  manager: applies, it passed some");
        assertThat(passed.calls).containsExactly("release");
    }

    @Test
    void a_spec_with_an_empty_list_of_listeners_is_missing() throws IOException {
        try (Listeners listeners =
                OpenCall.with(manager.withEmptyClaim("b"), fallback).open(A, B)) {
            assertThat(listeners.get("b").origin()).isEqualTo(Origin.bound("fallback"));
        }
    }
}
