package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.startup.BareFallback;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The public door, with providers from a throw-away class path. */
class DoorbellTest {
    private static final String FALLBACK = BareFallback.class.getName();
    private static final String MANAGER = TestProviders.Sound.class.getName();
    private static final ListenerSpec WEB = ListenerSpec.tcp("web", "127.0.0.1", 0);

    @TempDir
    Path directory;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restoreTheContext() {
        context(before);
    }

    @Test
    void providers_come_from_the_context_class_loader() throws IOException {
        context(ProviderLoader.listing(directory, FALLBACK));
        try (Listeners listeners = Doorbell.open(WEB)) {
            assertThat(listeners.get("web").serverSocketChannel().getLocalAddress())
                    .isNotNull();
        }
        assertThat(Doorbell.explain()).startsWith("Provider chosen: fallback (the first of these that applies)");
    }

    @Test
    void a_context_class_loader_that_sees_another_api_or_none_is_not_asked() throws IOException {
        context(ClassLoader.getPlatformClassLoader());
        assertNoProvider();
        context(ProviderLoader.listing(directory, FALLBACK).redefining(ListenerProvider.class.getName()));
        assertNoProvider();
        context(ProviderLoader.listing(directory, FALLBACK).without(ListenerProvider.class.getName()));
        assertNoProvider();
        context(null);
        assertNoProvider();
    }

    private static void assertNoProvider() {
        assertThatIllegalStateException()
                .isThrownBy(Doorbell::explain)
                .withMessageEndingWith("(no provider was found)");
    }

    @Test
    void a_builder_looks_where_it_is_told_and_collects_specs() throws IOException {
        try (Listeners listeners = Doorbell.builder()
                .classLoader(ProviderLoader.listing(directory, FALLBACK))
                .listen(WEB)
                .listen(ListenerSpec.named("bare"), ListenerSpec.tcp("other", "127.0.0.1", 0))
                .whenMissing(WhenMissing.SKIP)
                .whenUnclaimed(WhenUnclaimed.FAIL)
                .open()) {
            assertThat(listeners.all()).isEmpty();
            assertThat(listeners.all("bare")).isEmpty();
        }
    }

    @Test
    void the_policy_of_a_builder_is_to_bind_and_to_warn() throws IOException {
        ClassLoader loader = ProviderLoader.listing(directory, MANAGER, FALLBACK);
        try (Warnings warnings = Warnings.record();
                Listeners listeners =
                        Doorbell.builder().classLoader(loader).listen(WEB).open()) {
            assertThat(listeners.get("web").origin()).isEqualTo(Origin.bound("fallback"));
            assertThat(listeners.unclaimed()).extracting(Listener::name).containsExactly("passed");
            assertThat(warnings.messages()).singleElement().asString().contains("passed \"passed\" (SPECIAL, fd 3)");
        }
    }

    @Test
    void what_was_passed_is_told_and_not_touched() throws IOException {
        context(ProviderLoader.listing(directory, MANAGER, FALLBACK));
        Doorbell.Passed passed = Doorbell.passed();
        assertThat(passed.provider()).isEqualTo("sound");
        assertThat(passed.listeners()).singleElement().hasToString("\"passed\" (SPECIAL, fd 3)");
        context(ProviderLoader.listing(directory, FALLBACK));
        Doorbell.Passed nothing = Doorbell.passed();
        assertThat(nothing.provider()).isEqualTo("fallback");
        assertThat(nothing.listeners()).isEmpty();
    }

    @Test
    void a_context_class_loader_that_has_stopped_is_not_asked() {
        context(new ClassLoader() {
            @Override
            public Class<?> loadClass(String name) {
                throw new IllegalStateException("this web application instance has been stopped already");
            }
        });
        assertThat(Doorbell.loader()).isSameAs(Doorbell.class.getClassLoader());
    }

    @Test
    void a_provider_that_breaks_at_the_service_manager_has_none_and_is_named() throws IOException {
        context(ProviderLoader.listing(
                directory, TestProviders.ThrowsWhenAskedForTheManager.class.getName(), FALLBACK));
        try (Warnings warnings = Warnings.record()) {
            assertThat(Doorbell.serviceManager().listens()).isFalse();
            assertThat(warnings.messages())
                    .containsExactly("cannot ask the provider sound for the service manager:"
                            + " java.lang.NoClassDefFoundError: com/sun/jna/Library. Update or remove the provider.");
        }
    }

    private static void context(@Nullable ClassLoader loader) {
        Thread.currentThread().setContextClassLoader(loader);
    }
}
