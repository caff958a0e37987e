package dev.doorbell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arguments of {@code run}. The module e2e tests its behaviour with clients. */
@Timeout(60)
class RunCommandTest {
    private static final String SPEC = "http=tcp://127.0.0.1:0";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void help_shows_the_way_to_call_it() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: doorbell run [OPTIONS] SPEC... -- COMMAND...");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --accept --now        | --now without one. Omit one of them.
                    --accept --restart    | --accept keeps listening, so --restart has no effect. Omit --restart.
                    --max-connections=2   | requires --accept. Add --accept, or omit --max-connections.
                    -a --max-connections=0| --max-connections must be at least 1. Use 1 or more.
                    --start-limit=5/10s   | requires --restart. Add --restart, or omit --start-limit.
                    --inetd --no-pid      | --inetd sets no LISTEN_PID, so --no-pid has no effect. Omit --no-pid.
                    --accept --upgrade    | so --upgrade, its options and --watchdog have no effect. Omit them.
                    --settle=2            | require --upgrade. Add --upgrade, or omit them.
                    --stop-timeout=2      | --stop-timeout requires --upgrade or --watchdog.
                    --upgrade --ready-timeout=0    | --ready-timeout must be more than 0. Use 1s or more.
                    --upgrade --settle=PT-1S       | --settle must not be negative. Use 0 or more.
                    --upgrade --stop-timeout=PT-1S | --stop-timeout must not be negative. Use 0 or more.
                    --watchdog=PT-1S      | --watchdog must be more than 0. Use 1s or more.
                    --watchdog=0          | --watchdog must be more than 0. Use 1s or more.
                    -E LISTEN_FDS=1       | begin with LISTEN_
                    -E =x                 | a variable has a name
                    """)
    void options_that_contradict_each_other_are_unusable(String options, String message) {
        List<String> words = new ArrayList<>(List.of(options.split(" ", -1)));
        words.addAll(List.of(SPEC, "--", "true"));
        assertThat(run(words.toArray(new String[0]))).isEqualTo(2);
        assertThat(err.toString()).contains(message).hasLineCount(1);
    }

    @Test
    void a_file_to_watch_that_does_not_exist_is_told_before_anything_is_bound() {
        assertThat(run("--upgrade-on-change=/none", SPEC, "--", "true")).isEqualTo(1);
        assertThat(err.toString())
                .contains("cannot watch /none: there is no such file. Build it before.")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "x/10s", "-1/10s", "0/10s", "5/", "5/0", "5/PT-1S", "5/x", "", "/", "5/10s/3"})
    void a_start_limit_that_is_none_is_unusable(String limit) {
        assertThat(run("--restart", "--start-limit=" + limit, SPEC, "--", "true"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("doorbell run --help").hasLineCount(1);
    }

    @Test
    void nothing_to_listen_on_and_nothing_to_start_are_unusable() {
        assertThat(run("--", "true")).isEqualTo(2);
        assertThat(run(SPEC)).isEqualTo(2);
        assertThat(run(SPEC, "--")).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("There is no listener"))
                .anyMatch(line -> line.contains("There is no program"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--nonsense", "--now=x", "--max-connections=x"})
    void an_unknown_option_or_value_is_unusable(String option) {
        assertThat(run(option, SPEC, "--", "true")).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1);
    }

    @Test
    void a_spec_that_does_not_parse_or_says_no_address_is_unusable() {
        assertThat(run("http=tcp://127.0.0.1", "--", "true")).isEqualTo(2);
        assertThat(run("http", "--", "true")).isEqualTo(2);
        assertThat(err.toString()).contains("\"http\" is a bare name", "http=tcp://127.0.0.1:8080");
    }

    @Test
    void a_name_given_twice_is_unusable() {
        assertThat(run(SPEC, "http=udp://127.0.0.1:0", "--", "true")).isEqualTo(2);
        assertThat(err.toString()).contains("Two specs have the name \"http\"").hasLineCount(1);
    }

    @Test
    void only_connections_are_accepted() {
        assertThat(run("--accept", "log=udp://127.0.0.1:0", "--", "true")).isEqualTo(2);
        assertThat(err.toString()).contains("log=udp://127.0.0.1:0 has none");
    }

    @Test
    void a_program_that_is_missing_is_127_and_one_that_may_not_be_executed_126() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Path socket = directory.resolve("s.sock");
        assertThat(run("x=unix:" + socket, "--", "no-such-program-7")).isEqualTo(127);
        assertThat(run("x=unix:" + socket, "--", file.toString())).isEqualTo(126);
        assertThat(err.toString()).contains("no-such-program-7", "not a file that this user may execute");
        assertThat(socket).doesNotExist();
    }

    @Test
    void options_behind_the_hyphens_are_the_programs() {
        assertThat(run("--accept", "log=udp://127.0.0.1:0", "--", "true", "--help"))
                .isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... arguments) {
        List<String> words = new ArrayList<>(List.of("run"));
        words.addAll(List.of(arguments));
        return Passing.run(new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(new String[0]));
    }
}
