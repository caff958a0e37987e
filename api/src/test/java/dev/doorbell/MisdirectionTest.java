package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spi.Applicability;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A likely mistake of the set-up is logged by a program that goes on without the provider. */
class MisdirectionTest {
    private static final String A = "a=special:///dev/a";
    private static final FakeProvider MISDIRECTED = new FakeProvider(
            "systemd", 100, Applicability.misdirected("LISTEN_PID is 812 and this process is 815: use exec."));

    @Test
    void it_is_logged_if_another_provider_is_chosen() throws IOException {
        try (Warnings warnings = Warnings.record();
                Listeners listeners =
                        OpenCall.with(MISDIRECTED, FakeProvider.fallback()).open(A)) {
            assertThat(listeners.activated()).isFalse();
            assertThat(warnings.messages()).containsExactly("LISTEN_PID is 812 and this process is 815: use exec.");
        }
    }

    @Test
    void it_is_logged_once_however_often_the_process_opens_listeners() throws IOException {
        FakeProvider misdirected = new FakeProvider("systemd", 100, Applicability.misdirected("Said once."));
        try (Warnings warnings = Warnings.record()) {
            for (int i = 0; i < 3; i++) {
                OpenCall.with(misdirected, FakeProvider.fallback()).open(A).close();
            }
            assertThat(warnings.messages())
                    .as("the set-up is as it is, and each plug-in opens its own listeners")
                    .containsExactly("Said once.");
        }
    }

    @Test
    void it_is_logged_of_a_provider_that_did_not_load() throws IOException {
        OpenCall call = OpenCall.with(FakeProvider.fallback())
                .besides(Candidate.failed("broken", new IllegalStateException("boom")));
        try (Warnings warnings = Warnings.record();
                Listeners listeners = call.open(A)) {
            assertThat(listeners.all()).hasSize(1);
            assertThat(warnings.messages())
                    .containsExactly("broken: failed to load: java.lang.IllegalStateException: boom");
        }
    }

    @Test
    void nothing_is_logged_if_the_user_forced_that_provider() throws IOException {
        try (Warnings warnings = Warnings.record();
                Listeners listeners = OpenCall.with(MISDIRECTED, FakeProvider.fallback())
                        .forcing("systemd")
                        .open(A)) {
            assertThat(listeners.get("a").origin()).isEqualTo(Origin.bound("fallback"));
            assertThat(warnings.messages()).isEmpty();
        }
    }

    @Test
    void nothing_is_logged_of_one_that_is_absent_as_usual() throws IOException {
        FakeProvider absent = new FakeProvider("launchd", 100, Applicability.absent("this is Linux"));
        try (Warnings warnings = Warnings.record();
                Listeners listeners =
                        OpenCall.with(absent, FakeProvider.fallback()).open(A)) {
            assertThat(listeners.all()).hasSize(1);
            assertThat(warnings.messages()).isEmpty();
        }
    }
}
