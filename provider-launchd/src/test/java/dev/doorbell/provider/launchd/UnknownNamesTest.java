package dev.doorbell.provider.launchd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The meanings of ESRCH: of launchd to its own job, and to a process that only inherited the job's label. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no descriptors to pass")
class UnknownNamesTest {
    private static final ListenerSpec HTTP = ListenerSpec.parse("http=tcp://127.0.0.1:8080");
    private static final ListenerSpec CONTROL = ListenerSpec.named("control");
    private static final int CI_AGENT = 812;

    private final FakeSystemLibrary library = new FakeSystemLibrary();
    private final Properties properties = new Properties();

    @Test
    void beside_a_name_that_was_passed_it_is_a_misspelt_name() throws IOException {
        library.pass("control", PassedSockets.tcp()).refuse("http", FakeSystemLibrary.ESRCH);

        assertMisspelt(HTTP, CONTROL);
        assertThat(claim("dev.example.echo", CONTROL).found())
                .as("the failed claim gave it back")
                .containsOnlyKeys(CONTROL);
        assertMisspelt(HTTP);
    }

    private void assertMisspelt(ListenerSpec... specs) {
        assertThatThrownBy(() -> claim("dev.example.echo", specs))
                .isInstanceOfSatisfying(
                        ActivationException.class, e -> assertThat(e.provider()).isEqualTo("launchd"))
                .hasMessage(
                        "launchd started the job \"dev.example.echo\" (XPC_SERVICE_NAME) and passed other names, but"
                                + " answers ESRCH to \"http\": the job's Sockets dictionary has no entry of that name. Add the"
                                + " key and load the job again, or correct the name of the spec.");
    }

    @Test
    void to_every_name_of_a_job_it_is_missing_with_a_warning_of_the_job_and_the_cause() throws IOException {
        refuseAll();
        try (Warnings warnings = Warnings.record()) {
            assertThat(claim("homebrew.mxcl.echo", HTTP, CONTROL).found()).isEmpty();
            assertThat(claim("homebrew.mxcl.echo", HTTP, CONTROL).found()).isEmpty();

            assertThat(warnings.messages())
                    .as("said once")
                    .containsExactly("launchd passed nothing for \"http\", \"control\" (ESRCH): the job"
                            + " \"homebrew.mxcl.echo\" (XPC_SERVICE_NAME) has no Sockets entry of that name, or this"
                            + " process is not the job's own. Add the entry to the property list and load the job again,"
                            + " or set -Ddoorbell.provider=fallback to bind without asking launchd.");
        }
    }

    @Test
    void to_a_process_that_inherited_a_label_it_is_missing_with_a_warning_of_the_label_and_the_parent()
            throws IOException {
        refuseAll().startedBy(CI_AGENT);
        try (Warnings warnings = Warnings.record()) {
            assertThat(claim("com.example.ci-agent", HTTP).found()).isEmpty();

            assertThat(warnings.messages())
                    .containsExactly("launchd passed nothing for \"http\": this process inherited the label"
                            + " \"com.example.ci-agent\" (XPC_SERVICE_NAME) from a job, and process 812 started it instead"
                            + " of launchd, which passes sockets to the job's own process only. Start java with `exec`"
                            + " where a script of the job starts it; if no job is meant to pass anything, remove"
                            + " XPC_SERVICE_NAME from its environment.");
        }
    }

    @Test
    void the_error_of_a_name_that_cannot_be_bound_has_the_cause_too() throws IOException {
        refuseAll().startedBy(CI_AGENT);
        try (Warnings unread = Warnings.record()) {
            LaunchdSource source = source("com.example.wrapper", new SystemLaunchd(library));
            assertThat(source.claim(List.of(CONTROL)).found()).isEmpty();

            assertThat(source.howToPass(CONTROL)).contains("\"com.example.wrapper\"", "process 812", "`exec`");
            assertThat(unread.messages()).hasSize(1);
        }
    }

    @Test
    void without_a_label_it_is_missing_without_a_word() throws IOException {
        refuseAll().startedBy(CI_AGENT);
        try (Warnings warnings = Warnings.record()) {
            assertThat(claim("0", HTTP).found()).as("of a macOS 26").isEmpty();
            assertThat(claim("", CONTROL).found()).isEmpty();
            assertThat(warnings.messages()).isEmpty();
        }
    }

    @Test
    void without_jna_a_process_that_inherited_a_label_is_passed_nothing_either() throws IOException {
        try (Warnings warnings = Warnings.record()) {
            assertThat(source("com.example.bare", new Unreachable(CI_AGENT))
                            .claim(List.of(HTTP))
                            .found())
                    .isEmpty();
            assertThat(warnings.messages()).singleElement().asString().contains("\"com.example.bare\"", "process 812");
        }
    }

    @Test
    void without_jna_a_job_is_not_taken_for_one_that_was_passed_nothing() {
        for (long parent : new long[] {Launchd.PROCESS, 0}) {
            assertThatThrownBy(() ->
                            source("com.example.job", new Unreachable(parent)).claim(List.of(HTTP)))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("no JNA here");
        }
    }

    @Test
    void on_another_system_a_forced_provider_says_that_it_cannot_work() {
        var process = new ProcessContext(
                Map.of("XPC_SERVICE_NAME", "com.example.job"), 42, OperatingSystem.LINUX, properties);
        assertThatThrownBy(() -> new LaunchdSource(new Unreachable(CI_AGENT), process).claim(List.of(HTTP)))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private FakeSystemLibrary refuseAll() {
        return library.refuse("http", FakeSystemLibrary.ESRCH).refuse("control", FakeSystemLibrary.ESRCH);
    }

    private Claims claim(String label, ListenerSpec... specs) throws IOException {
        return source(label, new SystemLaunchd(library)).claim(List.of(specs));
    }

    private LaunchdSource source(String label, Launchd launchd) {
        Map<String, String> environment = label.isEmpty() ? Map.of() : Map.of("XPC_SERVICE_NAME", label);
        return new LaunchdSource(launchd, new ProcessContext(environment, 42, OperatingSystem.MACOS, properties));
    }

    private record Unreachable(long parent) implements Launchd {
        @Override
        public Answer activate(String name) {
            throw new UnsupportedOperationException("no JNA here");
        }
    }
}
