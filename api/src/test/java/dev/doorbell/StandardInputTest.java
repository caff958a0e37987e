package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spec.Kind;
import dev.doorbell.spi.Applicability;
import java.net.BindException;
import org.junit.jupiter.api.Test;

/** A socket that was passed as standard input is never treated as not passed, although {@code open} does not take it. */
class StandardInputTest {
    private static final String TOLD =
            "Standard input is a socket that was passed: \"connection\" (TCP, fd 0). Take it with"
                    + " Doorbell.connection()";

    private final FakeProvider inetd =
            new FakeProvider("inetd", 100, Applicability.absent("it passed nothing")).withStandardInput(Kind.TCP);

    @Test
    void an_address_in_use_is_told_with_the_listener_that_has_it() {
        BindException inUse = new BindException("cannot bind 127.0.0.1:80: Address already in use.");
        FakeProvider fallback = FakeProvider.fallback().failing("claim", inUse);
        assertThatThrownBy(() -> OpenCall.with(inetd, fallback).open("http=tcp://127.0.0.1:80"))
                .isInstanceOf(BindException.class)
                .hasMessageStartingWith(inUse.getMessage() + " " + TOLD)
                .hasMessageContaining(". Ask the manager for another way.")
                .hasCause(inUse);
    }

    @Test
    void any_other_refusal_to_bind_stays_as_it_is() {
        BindException inUse = new BindException("cannot bind 127.0.0.1:80: Address already in use.");
        FakeProvider fallback = FakeProvider.fallback().failing("claim", inUse);
        assertThatThrownBy(() -> OpenCall.with(fallback).open("http=tcp://127.0.0.1:80"))
                .isSameAs(inUse);
    }

    @Test
    void what_is_missing_is_told_with_it() {
        assertThatIllegalStateException()
                .isThrownBy(() -> OpenCall.with(inetd, FakeProvider.fallback())
                        .whenMissing(WhenMissing.FAIL)
                        .open("http=tcp://127.0.0.1:80"))
                .withMessageStartingWith("No listener named \"http\" was passed. " + TOLD);
    }

    @Test
    void it_is_unclaimed_where_another_one_is_bound() throws Exception {
        try (Warnings warnings = Warnings.record();
                Listeners ours = OpenCall.with(inetd, FakeProvider.fallback())
                        .whenUnclaimed(WhenUnclaimed.WARN)
                        .open("http=tcp://127.0.0.1:80")) {
            assertThat(ours.all("http")).hasSize(1);
            assertThat(warnings.messages()).anyMatch(message -> message.startsWith(TOLD));
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> OpenCall.with(inetd, FakeProvider.fallback())
                        .whenUnclaimed(WhenUnclaimed.FAIL)
                        .open("http=tcp://127.0.0.1:80"))
                .withMessageStartingWith(TOLD);
    }

    @Test
    void it_is_told_of_where_nothing_is_bound_either() throws Exception {
        FakeProvider udp = new FakeProvider("inetd", 100, Applicability.absent("it passed nothing"));
        try (Warnings warnings = Warnings.record();
                Listeners none = OpenCall.with(udp.withStandardInput(Kind.UDP), FakeProvider.fallback())
                        .whenMissing(WhenMissing.SKIP)
                        .whenUnclaimed(WhenUnclaimed.WARN)
                        .open("http=tcp://127.0.0.1:80")) {
            assertThat(none.all("http")).isEmpty();
            assertThat(warnings.messages()).anyMatch(message -> message.contains("(UDP, fd 0)"));
        }
    }

    @Test
    void another_component_may_come_for_it() throws Exception {
        FakeProvider gram = new FakeProvider("inetd", 100, Applicability.absent("it passed nothing"));
        try (Warnings warnings = Warnings.record();
                Listeners ours = OpenCall.with(gram.withStandardInput(Kind.UNIX_DATAGRAM), FakeProvider.fallback())
                        .open("http=tcp://127.0.0.1:80")) {
            assertThat(ours.all("http")).hasSize(1);
            assertThat(warnings.messages()).isEmpty();
        }
    }

    @Test
    void a_provider_that_breaks_at_it_is_named_and_does_not_keep_another_from_binding() throws Exception {
        FakeProvider broken = new FakeProvider("broken", 100, Applicability.absent("it passed nothing"))
                .withStandardInput(new NullPointerException("boo"));
        try (Warnings warnings = Warnings.record();
                Listeners ours = OpenCall.with(broken, FakeProvider.fallback()).open("http=tcp://127.0.0.1:80")) {
            assertThat(ours.all("http")).hasSize(1);
            assertThat(warnings.messages())
                    .containsExactly("cannot ask the provider broken for standard input:"
                            + " java.lang.NullPointerException: boo. Update or remove the provider.");
        }
    }

    @Test
    void a_setting_of_a_provider_that_is_misspelt_is_an_error() {
        IllegalStateException misspelt = new IllegalStateException("not a value");
        FakeProvider broken =
                new FakeProvider("broken", 100, Applicability.absent("it passed nothing")).withStandardInput(misspelt);
        assertThatThrownBy(() -> OpenCall.with(broken, FakeProvider.fallback()).open("http=tcp://127.0.0.1:80"))
                .isSameAs(misspelt);
    }
}
