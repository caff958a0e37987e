package dev.doorbell.e2e.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hand-overs that cannot be used: one message, exit code 1, and nothing on standard output. */
@Timeout(120)
@Needs("cc")
class HandoverErrorsIT {
    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "", "1x", "1 ", "x", "2147483645", "99999999999999999999"})
    void a_malformed_number_of_descriptors(String fds) throws Exception {
        assertFails(List.of("--fds", fds), "LISTEN_FDS is \"" + fds + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {" 1", "+1", "01", "0x1", "0b1"})
    void a_number_that_libsystemd_accepts(String fds) throws Exception {
        try (Program daemon = start(List.of("--fds", fds), "x=tcp://127.0.0.1:1")) {
            assertThat(daemon.outUntil("ready").get(0)).contains("\"fd\":3");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a:b | LISTEN_FDNAMES has 2 names for 1 descriptor",
                "a:  | LISTEN_FDNAMES has 2 names for 1 descriptor",
                "a\\ | ends with a backslash that escapes nothing"
            })
    void a_malformed_list_of_names(String names, String said) throws Exception {
        assertFails(List.of("--fdnames", names), said);
    }

    @Test
    void names_that_do_not_split_are_an_error_even_for_another_process() throws Exception {
        assertFails(List.of("--listen-pid", "1", "--fdnames", "a\\"), "backslash");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0", "-1", "12x", "99999999999"})
    void a_malformed_pid(String pid) throws Exception {
        assertFails(List.of("--listen-pid", pid), "LISTEN_PID is \"" + pid + "\"");
    }

    @Test
    void another_processs_pid_is_a_warning_and_a_bind() throws Exception {
        try (Program daemon = start(List.of("--listen-pid", "1"), "x=tcp://127.0.0.1:0")) {
            assertThat(daemon.outUntil("ready").get(0)).contains("\"provider\":\"fallback\"");
            assertThat(daemon.errLine("LISTEN_PID=1 but this process is")).contains("exec java");
        }
    }

    @Test
    void more_descriptors_than_are_open() throws Exception {
        assertFails(
                List.of("--fds", "1000"), "LISTEN_FDS is 1000, so fd 3 to fd 1002 should have been passed, but fd ");
    }

    @Test
    void a_number_without_bounds_ends_at_the_first_that_was_not_passed() throws Exception {
        assertFails(List.of("--fds", "2147483644"), "LISTEN_FDS is 2147483644", "but fd ");
    }

    @Test
    void a_name_of_another_kind_names_both() throws Exception {
        assertFails(List.of("--fdnames", "x"), "x=udp://127.0.0.1:1", List.of("UDP", "\"x\" (TCP 127.0.0.1:", "fd 3"));
    }

    @Test
    void datagrams_over_ipv6_for_a_jvm_that_is_told_to_use_ipv4() throws Exception {
        List<String> spawn = List.of(Paths.SPAWN, "--udp6", "[::1]:0", "--listen-pid", "self", "--fdnames", "x", "--");
        List<String> options = List.of("-Djava.net.preferIPv4Stack=true");
        assertFails(
                Program.start(EchoDaemon.command(spawn, options, "x")),
                List.of("fd 3 is ", " over IPv6, and this JVM has none: java.net.preferIPv4Stack is set. Remove it."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", ""})
    void a_malformed_pidfd_id(String id) throws Exception {
        assertFails(Map.of("LISTEN_PIDFDID", id), "LISTEN_PIDFDID is \"" + id + "\"");
    }

    @Test
    void the_pidfd_id_of_another_process_means_that_nothing_was_passed() throws Exception {
        List<String> command = command(List.of("--listen-pid", "self"), "x=tcp://127.0.0.1:0");
        try (Program daemon = Program.start(command, Map.of("DOORBELL_UNUSED", ""))) {
            assertThat(daemon.outUntil("ready").get(0)).contains("\"provider\":\"systemd\"");
        }
        try (Program daemon = Program.start(withPidfdId("1", command))) {
            assertThat(daemon.outUntil("ready").get(0)).contains("\"provider\":\"fallback\"");
        }
    }

    @Test
    @Needs("python3")
    void its_own_pidfd_id_is_accepted() throws Exception {
        String script = """
                import os, sys
                os.environ["LISTEN_PIDFDID"] = str(os.fstat(os.pidfd_open(os.getpid())).st_ino)
                os.environ["LISTEN_PID"] = str(os.getpid())
                os.execvp(sys.argv[1], sys.argv[1:])
                """;
        List<String> spawn =
                new ArrayList<>(List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--listen-pid", "self", "--"));
        spawn.addAll(List.of("python3", "-c", script));
        try (Program daemon = Program.start(EchoDaemon.command(spawn, List.of(), "x=tcp://127.0.0.1:1"))) {
            assertThat(daemon.outUntil("ready").get(0)).contains("\"provider\":\"systemd\"");
        }
    }

    private static List<String> withPidfdId(String id, List<String> command) {
        int separator = command.indexOf("--");
        List<String> changed = new ArrayList<>(command.subList(0, separator + 1));
        changed.addAll(List.of("env", "LISTEN_PIDFDID=" + id));
        changed.addAll(command.subList(separator + 1, command.size()));
        return changed;
    }

    private static void assertFails(List<String> options, String... said) throws Exception {
        assertFails(options, "x=tcp://127.0.0.1:1", List.of(said));
    }

    private static void assertFails(Map<String, String> variables, String said) throws Exception {
        List<String> command = command(List.of(), "x=tcp://127.0.0.1:1");
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            command = new ArrayList<>(command);
            command.addAll(command.indexOf("--") + 1, List.of("env", variable.getKey() + "=" + variable.getValue()));
        }
        assertFails(Program.start(command), List.of(said));
    }

    private static void assertFails(List<String> options, String spec, List<String> said) throws Exception {
        assertFails(start(options, spec), said);
    }

    private static void assertFails(Program started, List<String> said) throws Exception {
        try (Program daemon = started) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(daemon.out()).isEmpty();
            // the first line is the launcher's own
            String message =
                    String.join("\n", daemon.err().subList(1, daemon.err().size()));
            assertThat(message).startsWith("echo-daemon: ").contains(said).doesNotContain("\tat ", "Exception");
        }
    }

    private static Program start(List<String> options, String spec) throws IOException {
        return Program.start(command(options, spec));
    }

    private static List<String> command(List<String> options, String spec) {
        List<String> spawn = new ArrayList<>(List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0"));
        if (!options.contains("--listen-pid")) {
            spawn.addAll(List.of("--listen-pid", "self"));
        }
        spawn.addAll(options);
        spawn.add("--");
        return EchoDaemon.command(spawn, List.of(), spec);
    }
}
