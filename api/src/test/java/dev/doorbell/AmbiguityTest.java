package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Listeners that may be meant for a spec, which the provider cannot tell. */
class AmbiguityTest {
    private static final String A = "a=special:///dev/a";
    private static final String B = "b=special:///dev/b";

    private final FakeHandle asked = new FakeHandle();
    private final FakeProvider fallback = FakeProvider.fallback();
    private final FakeProvider manager = FakeProvider.manager()
            .passes("a", asked)
            .passes("other", new FakeHandle())
            .unsure("\"other\" could be b.");

    @ParameterizedTest
    @EnumSource(value = WhenUnclaimed.class, mode = EnumSource.Mode.EXCLUDE, names = "LATER")
    void it_is_an_error_and_nothing_is_bound_beside_what_clients_may_wait_on(WhenUnclaimed policy) {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        OpenCall.with(manager, fallback).whenUnclaimed(policy).open(A, B))
                .withMessage("\"other\" could be b.");
        assertThat(fallback.calls).as("nothing was bound").isEmpty();
        assertThat(asked.calls).as("what was claimed is given back").containsExactly("release");
    }

    @ParameterizedTest
    @EnumSource(WhenMissing.class)
    void it_is_an_error_whatever_is_done_about_what_is_missing(WhenMissing policy) {
        assertThatIllegalStateException()
                .isThrownBy(() -> OpenCall.with(manager, fallback)
                        .whenMissing(policy)
                        .whenUnclaimed(WhenUnclaimed.WARN)
                        .open(A, B))
                .withMessage("\"other\" could be b.");
    }

    @Test
    void with_later_it_is_meant_for_another_component_and_the_spec_is_bound() throws IOException {
        try (Listeners listeners = OpenCall.with(manager, fallback)
                .whenUnclaimed(WhenUnclaimed.LATER)
                .open(A, B)) {
            assertThat(listeners.get("b").origin())
                    .as("a plug-in that binds its own must not fail over what is passed to others")
                    .isEqualTo(Origin.bound("fallback"));
        }
    }
}
