package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spec.Kind;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ListenerHandle;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CandidateTest {
    private final Candidate systemd =
            new FakeProvider("systemd", 100, Applicability.applies("LISTEN_FDS=1")).candidate();
    private final ListenerHandle handle =
            new Described("web.socket", Kind.TCP, Optional.empty(), OptionalInt.of(3), new FakeHandle());

    @Test
    void a_listener_is_called_as_its_spec_is_and_not_as_its_unit() {
        assertThat(systemd.listeners("web", List.of(handle)))
                .extracting(Listener::name)
                .containsExactly("web");
    }

    @Test
    void a_listener_that_no_spec_asks_for_keeps_the_name_that_it_was_passed_with() {
        assertThat(systemd.listeners(List.of(handle)))
                .extracting(Listener::name)
                .containsExactly("web.socket");
        assertThat(systemd.listeners(List.of(handle)))
                .extracting(Listener::origin)
                .containsExactly(Origin.inherited("systemd", 3));
    }
}
