package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider that LISTEN_PID names is the first on every path, whether the others are searched for or not. */
class AddressedProviderTest {
    private static final Map<String, String> ADDRESSED = Map.of("LISTEN_PID", "42");
    private static final String EAGER = TestProviders.Eager.class.getName();
    private static final String FALLBACK = TestProviders.Binding.class.getName();

    @TempDir
    Path directory;

    @Test
    void it_is_chosen_without_a_search() throws IOException {
        Providers providers = new Providers(process(ADDRESSED), unreadable(), null);
        assertThat(providers.chosen().name()).isEqualTo("systemd");
        assertThat(providers.iterator().next().name()).isEqualTo("systemd");
        assertThat(providers.areSearched()).isFalse();
    }

    @Test
    void open_explain_and_the_service_manager_agree_on_it_whatever_priority_others_have() throws IOException {
        Providers providers = providers(ADDRESSED, EAGER, ProviderLoader.SYSTEMD, FALLBACK);
        assertThat(providers.chosen().name()).isEqualTo("systemd");
        assertThat(providers.selection().chosen()).isSameAs(providers.chosen());
        assertThat(providers.selection().explanation())
                .isEqualTo("Provider chosen: systemd (the first of these that applies)\n"
                        + "  systemd: applies, pid 42\n  eager: applies, pid 42\n  fallback: applies, always");
        assertThat(providers).extracting(Candidate::name).containsExactly("systemd", "eager", "fallback");
    }

    /** Checks the module path, where a name does not lead to a class that is not exported. */
    @Test
    void it_is_the_first_where_only_a_search_finds_it() throws Exception {
        ProviderLoader loader = ProviderLoader.listing(directory).withSystemd();
        ListenerProvider systemd = (ListenerProvider)
                loader.loadClass(ProviderLoader.SYSTEMD).getConstructor().newInstance();
        List<Candidate> found = new ArrayList<>();
        for (ListenerProvider provider : List.of(new TestProviders.Eager(), systemd)) {
            found.add(Candidate.examined(provider, process(ADDRESSED)));
        }
        assertThat(new Providers(process(ADDRESSED), found).chosen().name()).isEqualTo("systemd");
        assertThat(new Providers(process(Map.of()), List.of(found.get(0)))
                        .chosen()
                        .name())
                .isEqualTo("eager");
    }

    @Test
    void without_the_variable_priority_decides() throws IOException {
        Providers providers = providers(Map.of(), EAGER, ProviderLoader.SYSTEMD);
        assertThat(providers.chosen().name()).isEqualTo("eager");
    }

    @Test
    void where_it_does_not_apply_priority_decides() throws IOException {
        Map<String, String> foreign = Map.of("LISTEN_PID", "1", "STAND_IN", "absent");
        assertThat(providers(foreign, EAGER, ProviderLoader.SYSTEMD).chosen().name())
                .isEqualTo("eager");
    }

    @Test
    void where_it_fails_the_search_says_why() throws IOException {
        Map<String, String> failing = Map.of("LISTEN_PID", "42", "STAND_IN", "throws");
        Providers providers = providers(failing, EAGER, ProviderLoader.SYSTEMD);
        assertThat(providers.chosen().name()).isEqualTo("eager");
        assertThat(providers.selection().explanation()).contains("failed to load: ", "no examination today");
    }

    @Test
    void a_forced_provider_is_preferred_to_it() throws IOException {
        ProviderLoader loader = loader(EAGER, ProviderLoader.SYSTEMD);
        Providers providers = new Providers(process(ADDRESSED), loader, "eager");
        assertThat(providers.chosen().name()).isEqualTo("eager");
        assertThat(providers.ofConnections()).extracting(Candidate::name).containsExactly("eager");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Providers(process(ADDRESSED), loader, "eagre").chosen())
                .withMessageStartingWith("expected the name of a provider in Builder.provider, got \"eagre\".");
    }

    /** Checks a jar whose service files were not merged, which lists another provider or none. */
    @Test
    void a_jar_that_does_not_list_it_is_a_warning_and_works() throws IOException {
        Opening opening = opening("other", WhenMissing.SKIP, TestProviders.Absent.class.getName());
        try (Warnings warnings = Warnings.record();
                Listeners listeners = opening.open()) {
            assertThat(listeners.get("passed").origin().provider()).isEqualTo("systemd");
            assertThatIllegalStateException()
                    .isThrownBy(() -> listeners.get("other"))
                    .withMessageStartingWith("expected one listener named \"other\", got none.")
                    .withMessageContaining("Provider chosen: systemd");
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .contains("does not list " + ProviderLoader.SYSTEMD, "Merge the service files");
        }
    }

    @Test
    void a_broken_provider_is_a_warning_where_the_others_are_searched_for() throws IOException {
        Opening opening =
                opening("a=special:///dev/a", WhenMissing.BIND, "no.such.Provider", ProviderLoader.SYSTEMD, FALLBACK);
        try (Warnings warnings = Warnings.record();
                Listeners listeners = opening.open()) {
            assertThat(listeners.get("a").origin().provider()).isEqualTo("fallback");
            assertThat(warnings.messages()).singleElement().asString().contains("no.such.Provider not found");
        }
    }

    private Opening opening(String other, WhenMissing policy, String... listed) throws IOException {
        List<ListenerSpec> specs = List.of(ListenerSpec.named("passed"), ListenerSpec.parse(other));
        return new Opening(providers(ADDRESSED, listed), specs, policy, WhenUnclaimed.LATER);
    }

    private Providers providers(Map<String, String> environment, String... listed) throws IOException {
        return new Providers(process(environment), loader(listed), null);
    }

    private ProviderLoader loader(String... listed) throws IOException {
        return ProviderLoader.listing(directory, listed).withSystemd();
    }

    private ClassLoader unreadable() throws IOException {
        return ProviderLoader.listing(directory, ProviderLoader.unreadable()).withSystemd();
    }

    private static ProcessContext process(Map<String, String> environment) {
        return new ProcessContext(environment, 42, OperatingSystem.LINUX, new Properties());
    }
}
