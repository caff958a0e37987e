package dev.doorbell.provider.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchdProviderTest {
    private final LaunchdProvider provider = new LaunchdProvider();

    @Test
    void it_is_found_on_the_class_path_as_one_whose_evidence_is_inherited() {
        assertThat(ServiceLoader.load(ListenerProvider.class).stream().map(ServiceLoader.Provider::get))
                .filteredOn(LaunchdProvider.class::isInstance)
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.name()).isEqualTo("launchd");
                    assertThat(found.priority()).isEqualTo(ListenerProvider.INHERITED_EVIDENCE);
                });
    }

    @ParameterizedTest
    @CsvSource({"LINUX, this is Linux.", "WINDOWS, this is Windows.", "OTHER, this is not macOS."})
    void it_has_nothing_to_give_on_another_system(OperatingSystem system, String reason) {
        assertThat(examined(system, Map.of("XPC_SERVICE_NAME", "com.example.echo")))
                .usingRecursiveComparison()
                .isEqualTo(Applicability.absent(reason));
    }

    @Test
    void a_job_of_launchd_may_have_sockets() {
        assertThat(examined(OperatingSystem.MACOS, Map.of("XPC_SERVICE_NAME", "com.example.echo")))
                .usingRecursiveComparison()
                .isEqualTo(Applicability.applies("launchd started the job \"com.example.echo\" (XPC_SERVICE_NAME)."));
    }

    @Test
    void a_process_without_a_job_has_none() {
        assertThat(examined(OperatingSystem.MACOS, Map.of()))
                .usingRecursiveComparison()
                .isEqualTo(Applicability.absent("XPC_SERVICE_NAME is not set, so launchd did not start this process."));
    }

    @Test
    void a_process_of_a_terminal_has_none() {
        assertThat(examined(OperatingSystem.MACOS, Map.of("XPC_SERVICE_NAME", "0")))
                .usingRecursiveComparison()
                .isEqualTo(Applicability.absent("XPC_SERVICE_NAME is 0, so launchd did not start this process."));
    }

    @Test
    void a_program_run_from_an_ide_has_none_although_it_inherits_a_label() {
        assertThat(examined(
                        OperatingSystem.MACOS, Map.of("XPC_SERVICE_NAME", "application.com.example.ide.588064.588918")))
                .usingRecursiveComparison()
                .isEqualTo(Applicability.absent("XPC_SERVICE_NAME is application.com.example.ide.588064.588918,"
                        + " which is inherited from a desktop application."));
    }

    private Applicability examined(OperatingSystem system, Map<String, String> environment) {
        return provider.examine(new ProcessContext(environment, 42, system, new Properties()))
                .applicability();
    }
}
