package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The provider as the api meets it. */
@Timeout(30)
class FallbackProviderTest {
    private final ListenerProvider provider = new FallbackProvider();

    @Test
    void it_is_found_as_a_service() {
        assertThat(ServiceLoader.load(ListenerProvider.class).stream()
                        .map(ServiceLoader.Provider::type)
                        .anyMatch(FallbackProvider.class::equals))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void it_applies_everywhere_after_all_others(OperatingSystem system) {
        ProcessContext process = new ProcessContext(Map.of(), 42, system, new Properties());
        assertThat(provider.examine(process).applicability().applies()).isTrue();
        assertThat(provider.examine(process).applicability().warning()).isFalse();
        assertThat(provider.name()).isEqualTo("fallback");
        assertThat(provider.priority()).isEqualTo(ListenerProvider.FALLBACK);
    }

    @Test
    void it_claims_nothing_but_what_it_was_asked_for() throws Exception {
        ListenerSpec spec = ListenerSpec.parse("http=tcp://127.0.0.1:0");
        Claims claims = provider.examine(ProcessContext.current()).claim(List.of(spec));
        assertThat(claims.unclaimed()).isEmpty();
        ListenerHandle handle = claims.found().getOrDefault(spec, List.of()).get(0);
        try (Listener http = new Listener("http", "fallback", handle)) {
            Clients.assertReached(http, "127.0.0.1");
        }
    }

    @Test
    void it_says_how_a_bare_name_could_be_bound() throws Exception {
        ListenerSource source = provider.examine(ProcessContext.current());
        String how = source.howToPass(ListenerSpec.named("http"));
        assertThat(how).contains("http=tcp://127.0.0.1:8080");
    }

    @Test
    void a_program_that_nobody_passes_anything_binds() throws Exception {
        try (Listeners listeners = Doorbell.open(ListenerSpec.parse("http=tcp://127.0.0.1:0"))) {
            assertThat(listeners.activated()).isFalse();
            Clients.assertReached(listeners.get("http"), "127.0.0.1");
        }
    }
}
