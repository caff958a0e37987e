package dev.doorbell.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command {@code doorbell inspect} with real passed sockets. */
@Timeout(120)
class InspectIT {
    @Test
    @Needs("cc")
    void what_was_passed_is_listed_as_json() throws Exception {
        try (Program inspect = inspect(List.of("--fdnames", "web:"), "--json")) {
            assertThat(inspect.exitCode()).isZero();
            String tcp = inspect.errLine("fd 3 ").substring("fd 3 ".length());
            String udp = inspect.errLine("fd 4 ").substring("fd 4 ".length());
            assertThat(inspect.out())
                    .containsExactly("{\"provider\":\"systemd\",\"listeners\":["
                            + "{\"name\":\"web\",\"fd\":3,\"kind\":\"TCP\",\"address\":\"" + tcp + "\"},"
                            + "{\"name\":\"\",\"fd\":4,\"kind\":\"UDP\",\"address\":\"" + udp + "\"}],\"error\":null}");
        }
    }

    @Test
    @Needs("cc")
    void names_that_were_not_passed_are_unknown() throws Exception {
        try (Program inspect = inspect(List.of())) {
            assertThat(inspect.exitCode()).isZero();
            assertThat(inspect.out()).anyMatch(line -> line.matches("3 +unknown +TCP +127.0.0.1:\\d+"));
        }
    }

    @Test
    void what_doorbell_run_passes_is_listed_as_json() throws Exception {
        List<String> inspect = List.of(Paths.JAVA, "-jar", Paths.DOORBELL_COMMAND, "inspect", "--json");
        List<String> specs = List.of("web=tcp://127.0.0.1:0", "log=udp://127.0.0.1:0");
        try (Program run = Program.start(Runs.command(List.of("--now"), specs, inspect))) {
            assertThat(run.exitCode()).as("%s", run.err()).isZero();
            assertThat(run.out())
                    .containsExactly("{\"provider\":\"systemd\",\"listeners\":["
                            + "{\"name\":\"web\",\"fd\":3,\"kind\":\"TCP\",\"address\":\"" + Runs.at(run, 0) + "\"},"
                            + "{\"name\":\"log\",\"fd\":4,\"kind\":\"UDP\",\"address\":\"" + Runs.at(run, 1)
                            + "\"}],\"error\":null}");
        }
    }

    @Test
    void nothing_passed_is_an_empty_list() throws Exception {
        try (Program inspect =
                Program.start(List.of(Paths.JAVA, "-jar", Paths.DOORBELL_COMMAND, "inspect", "--json"))) {
            assertThat(inspect.exitCode()).isZero();
            assertThat(inspect.out()).containsExactly("{\"provider\":\"fallback\",\"listeners\":[],\"error\":null}");
        }
    }

    @Test
    @Needs("cc")
    void a_malformed_hand_over_is_an_error_in_the_same_form() throws Exception {
        try (Program inspect = inspect(List.of("--fds", "x"), "--json")) {
            assertThat(inspect.exitCode()).isEqualTo(1);
            assertThat(inspect.out())
                    .singleElement()
                    .asString()
                    .startsWith("{\"provider\":\"systemd\",\"listeners\":[],\"error\":\"LISTEN_FDS is \\\"x\\\"");
        }
    }

    private static Program inspect(List<String> passed, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--udp", "127.0.0.1:0"));
        command.addAll(List.of("--listen-pid", "self"));
        command.addAll(passed);
        command.addAll(List.of("--", Paths.JAVA, "-jar", Paths.DOORBELL_COMMAND, "inspect"));
        command.addAll(List.of(options));
        return Program.start(command);
    }
}
