package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The policies for a listener that was passed and that no spec asks for. */
class WhenUnclaimedTest {
    private static final String A = "a=special:///dev/a";

    private final FakeHandle asked = new FakeHandle();
    private final FakeHandle other = new FakeHandle();

    @Test
    void it_stays_open_with_one_warning_by_default() throws IOException {
        try (Warnings warnings = Warnings.record()) {
            for (int i = 0; i < 2; i++) {
                try (Listeners listeners = call("warned", WhenUnclaimed.WARN).open(A)) {
                    assertThat(listeners.unclaimed()).extracting(Listener::name).containsExactly("warned");
                    assertThat(listeners.all()).extracting(Listener::name).containsExactly("a");
                }
            }
            assertThat(warnings.messages())
                    .containsExactly("manager passed \"warned\" (SPECIAL, fd 4), and no spec asks for it: it stays"
                            + " open, and its clients get no answer. Add a spec named \"warned\", or set"
                            + " whenUnclaimed to REJECT, CLOSE or LATER.");
        }
        assertThat(other.calls).isEmpty();
    }

    @Test
    void it_stays_open_without_a_word_for_later() throws IOException {
        try (Warnings warnings = Warnings.record();
                Listeners listeners = call("later", WhenUnclaimed.LATER).open(A)) {
            assertThat(listeners.unclaimed()).extracting(Listener::name).containsExactly("later");
            assertThat(warnings.messages()).isEmpty();
        }
        assertThat(other.calls).isEmpty();
    }

    @Test
    void it_is_closed_without_a_word_if_the_policy_says_so() throws IOException {
        try (Warnings warnings = Warnings.record();
                Listeners listeners = call("closed", WhenUnclaimed.CLOSE).open(A)) {
            assertThat(listeners.unclaimed()).isEmpty();
            assertThat(other.calls).containsExactly("close");
            assertThat(asked.calls).containsExactly("open", "commit");
            assertThat(warnings.messages()).isEmpty();
        }
    }

    @Test
    void it_is_an_error_if_the_policy_says_so_and_everything_is_left_as_it_was() {
        FakeProvider fallback = FakeProvider.fallback();
        FakeProvider manager = FakeProvider.manager().passes("a", asked).passes("other", other);
        assertThatIllegalStateException()
                .isThrownBy(() -> OpenCall.with(manager, fallback)
                        .whenUnclaimed(WhenUnclaimed.FAIL)
                        .open(A, "b=special:///dev/b"))
                .withMessage("manager passed \"other\" (SPECIAL, fd 4), and no spec asks for it. Add a spec for each"
                        + ", or set whenUnclaimed to another policy.");
        assertThat(asked.calls).containsExactly("release");
        assertThat(other.calls).isEmpty();
        assertThat(fallback.calls).isEmpty();
    }

    @Test
    void what_cannot_be_rejected_stays_open_with_a_warning() throws IOException {
        try (Warnings warnings = Warnings.record();
                Listeners listeners = call("device", WhenUnclaimed.REJECT).open(A)) {
            assertThat(listeners.unclaimed()).singleElement().hasToString("\"device\" (SPECIAL, fd 4)");
            assertThat(warnings.messages())
                    .containsExactly("cannot reject clients of \"device\" (SPECIAL, fd 4): its kind has none."
                            + " It stays open.");
        }
        assertThat(other.calls).as("neither adopted nor claimed").isEmpty();
    }

    @Test
    void every_policy_is_content_if_there_is_none() throws IOException {
        for (WhenUnclaimed policy : WhenUnclaimed.values()) {
            FakeProvider manager = FakeProvider.manager().passes("a", new FakeHandle());
            try (Warnings warnings = Warnings.record();
                    Listeners listeners =
                            OpenCall.with(manager).whenUnclaimed(policy).open(A)) {
                assertThat(listeners.unclaimed()).isEmpty();
                assertThat(listeners.activated()).isTrue();
                assertThat(warnings.messages()).isEmpty();
            }
        }
    }

    private OpenCall call(String unclaimed, WhenUnclaimed policy) {
        FakeProvider manager = FakeProvider.manager().passes("a", asked).passes(unclaimed, other);
        return OpenCall.with(manager).whenUnclaimed(policy);
    }
}
