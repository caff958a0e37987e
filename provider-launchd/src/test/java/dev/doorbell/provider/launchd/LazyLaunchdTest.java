package dev.doorbell.provider.launchd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LazyLaunchdTest {
    private static final ProcessContext ON_MACOS =
            new ProcessContext(Map.of("XPC_SERVICE_NAME", "com.example"), 42, OperatingSystem.MACOS, new Properties());

    private static final ProcessContext FORCED =
            new ProcessContext(Map.of(), 42, OperatingSystem.MACOS, new Properties());

    @Test
    @DisabledOnOs(value = OS.MAC, disabledReason = "it has the library")
    void where_the_library_is_missing_the_platform_cannot_do_it() {
        var launchd = new LazyLaunchd();

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> launchd.activate("http"))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("(Unable to load library 'System'). Only macOS has it")
                    .hasMessageContaining("do not force the provider launchd")
                    .hasCauseInstanceOf(UnsatisfiedLinkError.class);
        }
    }

    @Test
    void without_jna_a_claim_says_what_to_add_each_time() throws Exception {
        var source = withoutJna().examine(FORCED);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> source.claim(List.of(ListenerSpec.named("http"))))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("Add net.java.dev.jna:jna");
        }
    }

    @Test
    void without_jna_the_parent_is_known_all_the_same() {
        assertThat(new LazyLaunchd().parent())
                .isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
    }

    @Test
    void without_jna_everything_before_the_first_claim_works() throws Exception {
        ListenerProvider provider = withoutJna();

        assertThat(provider.examine(ON_MACOS).applicability().applies()).isTrue();
        var source = provider.examine(ON_MACOS);
        assertThat(source.claim(List.of()).found()).isEmpty();
        assertThat(source.howToPass(ListenerSpec.named("http"))).contains("\"http\"");
    }

    private static ListenerProvider withoutJna() throws ReflectiveOperationException {
        return (ListenerProvider) new WithoutJna()
                .loadClass(LaunchdProvider.class.getName())
                .getConstructor()
                .newInstance();
    }

    /** Has its own copy of this package, and not one class of JNA. */
    private static final class WithoutJna extends ClassLoader {
        WithoutJna() {
            super(LazyLaunchdTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.sun.jna.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(LaunchdProvider.class.getPackageName() + ".")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : defined(name);
            }
        }

        private Class<?> defined(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
