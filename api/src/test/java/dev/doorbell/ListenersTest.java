package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spec.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private static final Candidate CHOSEN = TestListeners.candidate(FakeProvider.manager());
    private static final String WHY = "Provider chosen: manager: applies, it passed some";

    private final FakeHandle web = new FakeHandle();
    private final FakeHandle one = new FakeHandle();
    private final FakeHandle two = new FakeHandle();
    private final FakeHandle rejecter = new FakeHandle();
    private final Listeners listeners = listeners(rejecter);

    @Test
    void a_name_has_all_its_listeners() {
        assertThat(listeners.all("both")).hasSize(2);
        assertThat(listeners.all("none")).isEmpty();
    }

    @Test
    void a_name_that_no_spec_has_is_an_error_that_tells_those_there_are() {
        assertThatIllegalStateException()
                .isThrownBy(() -> listeners.all("wbe"))
                .withMessage("No spec asked for a listener named \"wbe\", only for \"web\", \"both\", \"none\"."
                        + " Add a spec for it, or use one of those names.");
        assertThatIllegalStateException().isThrownBy(() -> listeners.get("wbe")).withMessageStartingWith("No spec");
    }

    @Test
    void a_name_with_one_listener_has_the_one() {
        assertThat(listeners.get("web")).isSameAs(listeners.all("web").get(0));
    }

    @Test
    void a_name_with_several_listeners_has_no_single_one() {
        assertThatIllegalStateException()
                .isThrownBy(() -> listeners.get("both"))
                .withMessage("expected one listener named \"both\", got 2: \"both\" (SPECIAL, fd 3), \"both\""
                        + " (SPECIAL, fd 4). Use all(\"both\"), or make the spec or the unit name one address. " + WHY);
    }

    @Test
    void the_explanation_is_that_of_all_providers_where_they_were_looked_at() throws IOException {
        Candidate other = FakeProvider.fallback().candidate();
        Selection selection = Selection.select(List.of(CHOSEN, other), null);
        try (Listeners none = new Listeners(Map.of("none", List.of()), List.of(), null, CHOSEN, selection)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> none.get("none"))
                    .withMessageEndingWith(" one address. " + selection.explanation());
        }
    }

    @Test
    void a_name_with_no_listener_has_no_single_one() {
        assertThatIllegalStateException()
                .isThrownBy(() -> listeners.get("none"))
                .withMessageStartingWith("expected one listener named \"none\", got none. Use all(\"none\")");
    }

    @Test
    void all_of_them_are_in_the_order_of_the_specs() {
        assertThat(listeners.all()).extracting(Listener::name).containsExactly("web", "both", "both");
        assertThat(listeners).hasToString("\"web\" (SPECIAL), \"both\" (SPECIAL, fd 3), \"both\" (SPECIAL, fd 4)");
    }

    @Test
    void they_are_activated_if_one_was_inherited() throws IOException {
        assertThat(listeners.activated()).isTrue();
        try (Listeners bound =
                new Listeners(Map.of("web", listeners.all("web")), listeners.all("web"), null, CHOSEN, null)) {
            assertThat(bound.activated()).isFalse();
        }
        try (Listeners empty = new Listeners(Map.of(), List.of(), null, CHOSEN, null)) {
            assertThat(empty.activated()).isFalse();
            assertThat(empty).hasToString("none");
        }
    }

    @Test
    void closing_closes_each_and_stops_the_policy() throws IOException {
        listeners.close();
        assertThat(List.of(web.calls, one.calls, two.calls, rejecter.calls)).allMatch(List.of("close")::equals);
    }

    @Test
    void closing_twice_closes_once() throws IOException {
        listeners.close();
        listeners.close();
        assertThat(web.calls).containsExactly("close");
    }

    @Test
    void closing_spares_what_was_detached() throws IOException {
        assertThat(listeners.get("web").detachFd()).isEqualTo(FakeHandle.DESCRIPTOR);
        listeners.close();
        assertThat(web.calls).containsExactly("detach");
        assertThat(two.calls).containsExactly("close");
    }

    @Test
    void closing_that_fails_closes_the_others_and_keeps_each_failure() {
        IOException first = new IOException("first");
        RuntimeException second = new IllegalStateException("second");
        IOException last = new IOException("last");
        web.failing("close", first);
        one.failing("close", second);
        rejecter.failing("close", last);
        assertThatThrownBy(listeners::close).isSameAs(first);
        assertThat(first.getSuppressed()).containsExactly(second, last);
        assertThat(List.of(web.calls, one.calls, two.calls, rejecter.calls)).allMatch(List.of("close")::equals);
    }

    @Test
    void what_nobody_asked_for_is_not_theirs_to_close() throws IOException {
        Listener other = TestListeners.listener("other", Kind.OTHER, null, Origin.inherited("manager", 9), web);
        try (Listeners none = new Listeners(Map.of(), List.of(), new Unclaimed(List.of(other), null), CHOSEN, null)) {
            assertThat(none.unclaimed()).containsExactly(other);
        }
        assertThat(web.calls).isEmpty();
    }

    private Listeners listeners(Closeable policy) {
        Map<String, List<Listener>> byName = new LinkedHashMap<>();
        byName.put("web", List.of(TestListeners.listener("web", Kind.SPECIAL, null, Origin.bound("fallback"), web)));
        byName.put("both", List.of(inherited("both", 3, one), inherited("both", 4, two)));
        byName.put("none", List.of());
        return new Listeners(byName, TestListeners.all(byName), new Unclaimed(List.of(), policy), CHOSEN, null);
    }

    private static Listener inherited(String name, int descriptor, FakeHandle handle) {
        return TestListeners.listener(name, Kind.SPECIAL, null, Origin.inherited("manager", descriptor), handle);
    }
}
