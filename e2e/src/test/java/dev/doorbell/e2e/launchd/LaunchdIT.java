package dev.doorbell.e2e.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.ProviderContract;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.time.StopWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract under the stand-in for launchd: real JNA, real descriptors, and each answer of launch(3). */
@Needs("cc")
class LaunchdIT extends ProviderContract {
    private static final List<String> FORCED =
            List.of("-Djna.library.path=" + Paths.NATIVE, "-Ddoorbell.provider=launchd");

    private static final Map<String, String> AS_A_JOB = Map.of("XPC_SERVICE_NAME", "dev.example.echo");

    @Override
    protected String provider() {
        return "launchd";
    }

    @Override
    protected boolean inherits() {
        return true;
    }

    @Override
    protected Started start(String socket, String at, String spec) throws Exception {
        List<String> spawn = List.of(Paths.SPAWN, socket, at, "--");
        return Started.start(EchoDaemon.command(spawn, FORCED, spec), Map.of("DOORBELL_FAKE_LAUNCHD", "x=3"));
    }

    @Test
    void two_descriptors_for_one_name_are_two_listeners_and_the_array_is_freed() throws Exception {
        Path trace = directory.resolve("trace");
        List<String> spawn = List.of(Paths.SPAWN, "--tcp6", "[::1]:0", "--tcp", "127.0.0.1:0", "--");
        Map<String, String> variables =
                Map.of("DOORBELL_FAKE_LAUNCHD", "x=3,4", "DOORBELL_FAKE_LAUNCHD_TRACE", trace.toString());
        try (Started daemon = Started.start(EchoDaemon.command(spawn, FORCED, "x=tcp://localhost:8080"), variables)) {
            assertThat(daemon.listeners()).extracting(line -> line.getInt("fd")).containsExactly(3, 4);
            Echo.overTcp(Echo.address(daemon.address(0)));
            Echo.overTcp(Echo.address(daemon.address(1)));
            assertThat(Files.readAllLines(trace)).containsExactly("activate x 0 2", "free x");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ESRCH", "ENOENT"})
    void a_name_that_the_property_list_lacks_is_bound_as_the_policy_says(String answer) throws Exception {
        Map<String, String> variables = new HashMap<>(AS_A_JOB);
        variables.put("DOORBELL_FAKE_LAUNCHD", "other=");
        variables.put("DOORBELL_FAKE_LAUNCHD_UNKNOWN", answer);
        try (Started daemon = Started.start(EchoDaemon.command(List.of(), FORCED, "x=tcp://127.0.0.1:0"), variables)) {
            assertThat(daemon.lines().get(0)).contains("\"provider\":\"fallback\"");
            assertThat(daemon.program().terminate()).isZero();
            assertThat(daemon.program().err().stream().anyMatch(line -> line.contains("(ESRCH)")))
                    .as("launch(3) has ENOENT for it, which needs no warning")
                    .isEqualTo(answer.equals("ESRCH"));
        }
    }

    @Test
    void a_name_that_the_property_list_lacks_is_misspelt_where_another_was_passed() throws Exception {
        List<String> spawn = List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--");
        Map<String, String> variables = new HashMap<>(AS_A_JOB);
        variables.put("DOORBELL_FAKE_LAUNCHD", "x=3");
        List<String> command = EchoDaemon.command(spawn, FORCED, "x=tcp://127.0.0.1:8080", "y=tcp://127.0.0.1:0");
        try (Program daemon = Program.start(command, variables)) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(daemon.errLine("answers ESRCH to \"y\"")).contains("dev.example.echo", "Add the key");
            assertThat(daemon.out()).isEmpty();
        }
    }

    @Test
    void jna_that_cannot_unpack_its_library_is_told_from_a_missing_one() throws Exception {
        List<String> options = List.of("-Djna.tmpdir=/proc", "-Ddoorbell.provider=launchd");
        try (Program daemon = Program.start(EchoDaemon.command(List.of(), options, "x=tcp://127.0.0.1:0"))) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(daemon.errLine("Asking launchd for its sockets needs JNA, and JNA cannot load its native"))
                    .contains(" Set -Djna.tmpdir=DIR to a folder that is writable");
        }
    }

    @Test
    void an_idle_program_ends_but_not_before_launchd_takes_it_for_a_healthy_one() throws Exception {
        List<String> spawn = List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--");
        StopWatch watch = StopWatch.createStarted();
        try (Started daemon = Started.start(
                EchoDaemon.command(spawn, FORCED, "--idle-exit", "0.2", "x=tcp://127.0.0.1:8080"),
                Map.of("DOORBELL_FAKE_LAUNCHD", "x=3"))) {
            Echo.overTcp(Echo.address(daemon.address(0)));
            assertThat(daemon.program().exitCode()).isZero();
        }
        assertThat(watch.getDuration()).isGreaterThan(Duration.ofSeconds(10));
    }

    @Test
    void a_process_that_launchd_does_not_manage_binds() throws Exception {
        try (Started daemon = Started.start(EchoDaemon.command(List.of(), FORCED, "x=tcp://127.0.0.1:0"))) {
            assertThat(daemon.lines().get(0)).contains("\"provider\":\"fallback\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x=!EALREADY | answers EALREADY to the name \"x\"",
                "x=!EINVAL   | cannot get the socket \"x\" from launchd: launch_activate_socket failed with EINVAL",
                "x=!ENOMEM   | cannot get the socket \"x\" from launchd: launch_activate_socket failed with ENOMEM"
            })
    void an_errno_that_must_not_turn_into_a_bind_is_an_error(String answers, String said) throws Exception {
        Map<String, String> variables = new HashMap<>(AS_A_JOB);
        variables.put("DOORBELL_FAKE_LAUNCHD", answers);
        try (Program daemon = Program.start(EchoDaemon.command(List.of(), FORCED, "x=tcp://127.0.0.1:0"), variables)) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", daemon.err())).contains(said).doesNotContain("\tat ");
            assertThat(daemon.out()).isEmpty();
        }
    }

    @Test
    void a_wrong_kind_is_an_error_that_names_both() throws Exception {
        List<String> spawn = List.of(Paths.SPAWN, "--udp", "127.0.0.1:0", "--");
        try (Program daemon = Program.start(
                EchoDaemon.command(spawn, FORCED, "x=tcp://127.0.0.1:0"), Map.of("DOORBELL_FAKE_LAUNCHD", "x=3"))) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(daemon.err().get(1)).contains("TCP", "UDP", "fd 3");
        }
    }
}
