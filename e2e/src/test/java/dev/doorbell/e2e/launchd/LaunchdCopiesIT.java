package dev.doorbell.e2e.launchd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.programs.Copying;
import dev.doorbell.needs.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A name that several parts of a process ask for, though launchd hands it out once: the same Doorbell, another copy,
 * other code.
 */
@Timeout(120)
@Needs("cc")
class LaunchdCopiesIT {
    private static final String TAKEN = "The launchd socket \"x\" is taken already in this process, at ";
    private static final int RACES = 30;

    @TempDir
    private Path directory;

    @Test
    void a_second_open_is_told_where_the_first_was_and_launchd_is_not_asked_again() throws Exception {
        try (Program program = program("x=3", "1 x", "1 x")) {
            List<String> said = said(program);
            assertThat(said.get(0)).isEqualTo("1 x: opened 3");
            assertThat(said.get(1)).startsWith("1 x: " + TAKEN).contains("Copying.open");
            assertThat(Files.readAllLines(trace())).containsExactly("activate x 0 1", "free x", "exit 1 1");
        }
    }

    @Test
    void so_is_another_copy_in_another_class_loader() throws Exception {
        try (Program program = program("x=3", "1 x", "2 x")) {
            List<String> said = said(program);
            assertThat(said.get(0)).isEqualTo("1 x: opened 3");
            assertThat(said.get(1)).startsWith("2 x: " + TAKEN).contains("Copying.open");
            assertThat(Files.readAllLines(trace())).containsExactly("activate x 0 1", "free x", "exit 1 1");
        }
    }

    @Test
    void another_copy_finds_what_a_failed_open_was_handed() throws Exception {
        try (Program program = program("x=3", "1 x=udp://127.0.0.1:9", "2 x=tcp://127.0.0.1:9")) {
            List<String> said = said(program);
            assertThat(said.get(0)).contains("expected a listener of kind UDP");
            assertThat(said.get(1)).isEqualTo("2 x=tcp://127.0.0.1:9: opened 3");
        }
    }

    @Test
    void what_other_code_has_taken_is_told_as_ealready() throws Exception {
        try (Program program = program("x=3", "0 x", "1 x")) {
            assertThat(said(program))
                    .containsExactly(
                            "0 x: errno 0",
                            "1 x: launchd answers EALREADY to the name \"x\": it handed the name out to this process before,"
                                    + " and not to Doorbell. Ask for it in only one of them, Doorbell or the code that"
                                    + " calls launch_activate_socket itself.");
        }
    }

    @Test
    void two_copies_that_ask_at_the_same_time_are_the_first_and_the_second() throws Exception {
        List<String> sockets = new ArrayList<>();
        StringBuilder passed = new StringBuilder();
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < RACES; i++) {
            sockets.addAll(List.of("--tcp", "127.0.0.1:0"));
            passed.append('x').append(i).append('=').append(3 + i).append(';');
            steps.add("12 x" + i);
        }
        try (Program program = program(sockets, passed.toString(), steps)) {
            List<String> said = said(program);
            assertThat(said).filteredOn(line -> line.contains(": opened ")).hasSize(RACES);
            assertThat(said)
                    .filteredOn(line -> line.contains("is taken already in this process"))
                    .hasSize(RACES);
        }
    }

    private Program program(String passed, String... steps) throws Exception {
        return program(List.of("--tcp", "127.0.0.1:0"), passed, List.of(steps));
    }

    private Program program(List<String> sockets, String passed, List<String> steps) throws Exception {
        List<String> options = List.of("-Djna.library.path=" + Paths.NATIVE, "-Ddoorbell.provider=launchd");
        List<String> command = new ArrayList<>(List.of(Paths.SPAWN));
        command.addAll(sockets);
        command.add("--");
        command.addAll(SmallProgram.with(Set.of("jna"), options, Copying.class, steps.toArray(new String[0])));
        return Program.start(
                command,
                Map.of(
                        "DOORBELL_FAKE_LAUNCHD",
                        passed,
                        "DOORBELL_FAKE_LAUNCHD_TRACE",
                        trace().toString(),
                        "XPC_SERVICE_NAME",
                        LaunchdJob.LABEL));
    }

    private Path trace() {
        return directory.resolve("trace");
    }

    private static List<String> said(Program program) throws Exception {
        assertThat(program.exitCode()).as("%s", program.err()).isZero();
        return program.outUntil("done").stream()
                .filter(line -> !line.startsWith("fd "))
                .toList();
    }
}
