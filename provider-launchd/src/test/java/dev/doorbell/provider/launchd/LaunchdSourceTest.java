package dev.doorbell.provider.launchd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.Listener;
import dev.doorbell.Origin;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no descriptors to pass")
class LaunchdSourceTest {
    private static final ListenerSpec HTTP = ListenerSpec.parse("http=tcp://127.0.0.1:8080");
    private static final ListenerSpec CONTROL = ListenerSpec.named("control");
    private static final Map<String, String> FORCED = Map.of();
    private static final Map<String, String> A_JOB = Map.of("XPC_SERVICE_NAME", "com.example.echo");

    private final FakeSystemLibrary library = new FakeSystemLibrary();
    private final Properties properties = new Properties();

    @Test
    void a_name_has_every_descriptor_that_launchd_hands_out_for_it() throws IOException {
        int one = PassedSockets.tcp();
        int other = PassedSockets.tcp();
        library.pass("http", one, other);

        var claims = source(A_JOB).claim(List.of(HTTP));

        assertThat(claims.found()).containsOnlyKeys(HTTP);
        assertThat(claims.found().get(HTTP))
                .extracting(ListenerHandle::descriptor)
                .containsExactly(OptionalInt.of(one), OptionalInt.of(other));
        assertThat(claims.found().get(HTTP)).allSatisfy(listener -> {
            assertThat(listener.name()).isEqualTo("http");
            assertThat(listener.kind()).isEqualTo(Kind.TCP);
            assertThat(listener.address()).containsInstanceOf(Address.Ip.class);
        });
        assertThat(library.freed).hasSize(1).isEqualTo(library.handedOut);
    }

    @Test
    void specs_are_asked_for_by_name_and_in_order_also_bare_ones() throws IOException {
        library.pass("http", PassedSockets.tcp()).pass("control", PassedSockets.udp());

        var claims = source(A_JOB).claim(List.of(CONTROL, HTTP));

        assertThat(library.asked).containsExactly("control", "http");
        assertThat(claims.found().keySet()).containsExactly(CONTROL, HTTP);
        assertThat(claims.found().get(CONTROL)).extracting(ListenerHandle::kind).containsExactly(Kind.UDP);
        assertThat(claims.unclaimed()).as("launchd cannot list").isEmpty();
    }

    @Test
    void no_specs_ask_nothing() throws IOException {
        assertThat(source(A_JOB).claim(List.of()).unclaimed()).isEmpty();
        assertThat(library.asked).isEmpty();
    }

    @Test
    void a_name_that_the_property_list_does_not_have_is_missing() throws IOException {
        library.pass("control", PassedSockets.tcp()).refuse("http", FakeSystemLibrary.ENOENT);

        assertThat(source(A_JOB).claim(List.of(HTTP, CONTROL)).found()).containsOnlyKeys(CONTROL);
    }

    @Test
    void a_name_without_descriptors_is_missing_each_time() throws IOException {
        library.pass("http");

        assertThat(source(A_JOB).claim(List.of(HTTP)).found()).isEmpty();
        assertThat(source(A_JOB).claim(List.of(HTTP)).found())
                .as("not EALREADY")
                .isEmpty();
    }

    @Test
    void esrch_to_a_process_that_is_no_job_is_missing() throws IOException {
        library.refuse("http", FakeSystemLibrary.ESRCH);

        assertThat(source(FORCED).claim(List.of(HTTP)).found()).isEmpty();
        assertThat(source(Map.of("XPC_SERVICE_NAME", "0")).claim(List.of(HTTP)).found())
                .isEmpty();
    }

    @Test
    void ealready_means_that_code_other_than_doorbell_has_the_name() {
        library.refuse("http", FakeSystemLibrary.EALREADY_OF_LINUX);

        assertThatThrownBy(() -> source(A_JOB).claim(List.of(HTTP)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("EALREADY")
                .hasMessageContaining("\"http\"")
                .hasMessageContaining("not to Doorbell");
    }

    @Test
    void ealready_has_another_number_on_macos() {
        library.refuse("http", 37);
        var onMacos = new ProcessContext(A_JOB, 42, OperatingSystem.MACOS, properties);

        assertThatThrownBy(() -> new LaunchdSource(new SystemLaunchd(library), onMacos).claim(List.of(HTTP)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("EALREADY");
    }

    @Test
    void any_other_errno_is_told_with_its_name_and_number() {
        library.refuse("http", 22).refuse("control", 199);

        assertThatThrownBy(() -> source(A_JOB).claim(List.of(HTTP)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("EINVAL (22)");
        assertThatThrownBy(() -> source(A_JOB).claim(List.of(CONTROL)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("errno 199");
    }

    @Test
    void a_second_claim_is_told_where_the_first_was_made() throws IOException {
        library.pass("http", PassedSockets.tcp(), PassedSockets.tcp());
        source(A_JOB).claim(List.of(HTTP));

        assertThatThrownBy(() -> source(A_JOB).claim(List.of(HTTP)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The launchd socket \"http\" is taken already in this process, at ");
        assertThat(library.asked)
                .as("launchd itself would say EALREADY, and no place")
                .containsExactly("http");
    }

    @Test
    void a_name_stays_taken_when_its_listeners_are_closed() throws IOException {
        library.pass("http", PassedSockets.tcp());
        only(source(A_JOB).claim(List.of(HTTP)).found()).close();

        assertThatThrownBy(() -> source(A_JOB).claim(List.of(HTTP)))
                .as("launchd hands it out once")
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("taken already");
    }

    @Test
    void a_number_that_was_closed_may_come_again_for_another_name() throws IOException {
        int number = PassedSockets.tcp();
        library.pass("http", number).pass("control", number);
        source(A_JOB).claim(List.of(HTTP));

        assertThat(source(A_JOB).claim(List.of(CONTROL)).found()).containsOnlyKeys(CONTROL);
    }

    @Test
    void a_missing_name_is_not_taken() throws IOException {
        source(A_JOB).claim(List.of(HTTP));
        library.pass("http", PassedSockets.tcp());

        assertThat(source(A_JOB).claim(List.of(HTTP)).found()).containsOnlyKeys(HTTP);
    }

    @Test
    void what_a_failed_claim_was_handed_is_found_by_the_next_one() throws IOException {
        int number = PassedSockets.tcp();
        library.pass("http", number).refuse("control", 22);

        assertThatThrownBy(() -> source(A_JOB).claim(List.of(HTTP, CONTROL))).isInstanceOf(IOException.class);

        assertThat(DescriptorFacts.of(number).kind()).isEqualTo(Kind.TCP);
        assertThat(only(source(A_JOB).claim(List.of(HTTP)).found()).origin())
                .isEqualTo(Origin.inherited("launchd", number));
        assertThat(library.asked).containsExactly("http", "control");
    }

    @Test
    void a_wrong_kind_names_both_and_leaves_everything_to_a_better_spec() throws IOException {
        int udp = PassedSockets.udp();
        library.pass("control", PassedSockets.tcp()).pass("http", udp);

        assertThatThrownBy(() -> source(A_JOB).claim(List.of(CONTROL, HTTP)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected a listener of kind TCP")
                .hasMessageContaining("fd " + udp)
                .hasMessageContaining("(UDP)");

        var corrected = ListenerSpec.parse("http=udp://127.0.0.1:8080");
        assertThat(source(A_JOB).claim(List.of(CONTROL, corrected)).found()).containsOnlyKeys(CONTROL, corrected);
    }

    @Test
    void a_descriptor_that_was_closed_behind_our_back_is_an_error() throws IOException {
        library.pass("http", PassedSockets.CLOSED);

        assertThatThrownBy(() -> source(A_JOB).claim(List.of(HTTP)))
                .isInstanceOf(ActivationException.class)
                .hasMessageContaining("fd " + PassedSockets.CLOSED)
                .hasMessageContaining("not open");
    }

    @Test
    void the_way_to_pass_a_listener_is_the_property_list() {
        assertThat(source(A_JOB).howToPass(HTTP))
                .isEqualTo("Add the key \"http\" to the Sockets dictionary of the job's property list, "
                        + "launchd.plist(5), and load the job again.");
    }

    private LaunchdSource source(Map<String, String> environment) {
        var process = new ProcessContext(environment, 42, OperatingSystem.LINUX, properties);
        return new LaunchdSource(new SystemLaunchd(library), process);
    }

    private static Listener only(Map<ListenerSpec, List<ListenerHandle>> found) {
        assertThat(found).hasSize(1);
        List<ListenerHandle> handles = found.values().iterator().next();
        assertThat(handles).hasSize(1);
        return new Listener(handles.get(0).name(), "launchd", handles.get(0));
    }
}
