package dev.doorbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with one provider is a reason in the explanation, and the others are there. */
class ProvidersTest {
    private static final String SOUND = TestProviders.Sound.class.getName();

    @TempDir
    Path directory;

    @Test
    void providers_are_found_and_examined() throws IOException {
        assertThat(select(SOUND).explanation())
                .isEqualTo("Provider chosen: sound (the first of these that applies)\n  sound: applies, pid 42");
    }

    @Test
    void one_that_throws_in_its_constructor_is_a_reason() throws IOException {
        String broken = TestProviders.ThrowsWhenCreated.class.getName();
        assertThat(select(broken, SOUND).explanation())
                .startsWith("Provider chosen: sound")
                .endsWith("does not apply, failed to load: dev.doorbell.spi.ListenerProvider: Provider " + broken
                        + " could not be instantiated (java.lang.IllegalStateException: no constructor today)");
    }

    @Test
    void one_that_throws_when_asked_for_its_name_is_a_reason() throws IOException {
        String broken = TestProviders.ThrowsWhenNamed.class.getName();
        assertThat(select(broken, SOUND).explanation())
                .startsWith("Provider chosen: sound")
                .contains(
                        broken + ": does not apply, failed to load: ", "UnsupportedOperationException: no name today");
    }

    @Test
    void one_that_has_no_name_is_a_reason() throws IOException {
        String broken = TestProviders.Nameless.class.getName();
        assertThat(select(broken, SOUND).explanation())
                .startsWith("Provider chosen: sound")
                .contains(broken + ": does not apply, failed to load: ", "NullPointerException: name");
    }

    @Test
    void one_that_throws_when_examined_is_a_reason() throws IOException {
        String broken = TestProviders.ThrowsWhenExamined.class.getName();
        assertThat(select(broken, SOUND).explanation())
                .startsWith("Provider chosen: sound")
                .contains(broken + ": does not apply, failed to load: ", "NoClassDefFoundError: com/sun/jna/Library");
    }

    @Test
    void one_whose_class_is_missing_is_a_reason() throws IOException {
        assertThat(select("no.such.Provider", SOUND).explanation())
                .startsWith("Provider chosen: sound")
                .contains("failed to load: ", "no.such.Provider not found");
    }

    @Test
    void one_that_is_not_a_provider_is_a_reason() throws IOException {
        String other = FakeChannel.class.getName();
        assertThat(select(other, SOUND).explanation())
                .startsWith("Provider chosen: sound")
                .contains("failed to load: ", other + " not a subtype");
    }

    @Test
    void one_that_needs_a_missing_class_is_a_reason() throws IOException {
        String needs = TestProviders.NeedsAnother.class.getName();
        String missing = TestProviders.Another.class.getName();
        ProviderLoader loader = ProviderLoader.listing(directory, needs, SOUND)
                .redefining(needs)
                .without(missing);
        assertThat(new Providers(process(), loader, null).selection().explanation())
                .startsWith("Provider chosen: sound")
                .contains("failed to load: ", needs, missing);
    }

    @Test
    void a_broken_services_file_is_a_reason_and_the_next_one_is_read() throws IOException {
        ProviderLoader inner = ProviderLoader.listing(directory.resolve("inner"), "this is no class name");
        ProviderLoader outer = ProviderLoader.listing(directory.resolve("outer"), inner, SOUND);
        assertThat(new Providers(process(), outer, null).selection().explanation())
                .startsWith("Provider chosen: sound")
                .contains("failed to load: ", "Illegal configuration-file syntax");
    }

    @Test
    void a_class_path_that_cannot_be_read_comes_to_an_end() {
        ClassLoader unreadable = ProviderLoader.unreadable();
        assertThatIllegalStateException()
                .isThrownBy(() -> new Providers(process(), unreadable, null).selection())
                .withMessageStartingWith("No provider of listeners applies.")
                .withMessageContaining("the disk is gone");
    }

    @Test
    void the_property_goes_before_the_variable_and_an_empty_one_forces_nothing() throws IOException {
        ProviderLoader loader = ProviderLoader.listing(directory, SOUND, TestProviders.Absent.class.getName());
        assertThat(chosen(loader, null, null)).isEqualTo("sound");
        assertThat(chosen(loader, null, "absent")).isEqualTo("absent");
        assertThat(chosen(loader, "absent", null)).isEqualTo("absent");
        assertThat(chosen(loader, "absent", "sound")).isEqualTo("absent");
        assertThat(chosen(loader, null, "")).isEqualTo("sound");
        assertThat(chosen(loader, "", "absent")).isEqualTo("sound");
    }

    private static String chosen(ClassLoader loader, @Nullable String property, @Nullable String variable) {
        Properties properties = new Properties();
        if (property != null) {
            properties.setProperty("doorbell.provider", property);
        }
        Map<String, String> environment = variable == null ? Map.of() : Map.of("DOORBELL_PROVIDER", variable);
        ProcessContext process = new ProcessContext(environment, 42, OperatingSystem.LINUX, properties);
        return new Providers(process, loader, null).selection().chosen().name();
    }

    private Selection select(String... lines) throws IOException {
        return new Providers(process(), ProviderLoader.listing(directory, lines), null).selection();
    }

    private static ProcessContext process() {
        return new ProcessContext(Map.of(), 42, OperatingSystem.LINUX, new Properties());
    }
}
