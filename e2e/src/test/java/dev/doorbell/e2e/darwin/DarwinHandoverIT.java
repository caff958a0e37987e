package dev.doorbell.e2e.darwin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Names;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.programs.Passing;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code Handover} on macOS: the descriptors that a child of posix_spawn(3) inherits. */
@Timeout(120)
@Needs("cc")
class DarwinHandoverIT {
    /** A command that prints the open numbers from 0 to 9. */
    private static final List<String> OPEN = List.of(
            "sh", "-c", "for n in 0 1 2 3 4 5 6 7 8 9; do [ -e /dev/fd/$n ] && printf '%s ' $n; done; echo end");

    @TempDir
    private Path directory;

    /**
     * Checks two descriptors that change places: they need a third number, and a dup2(2) of the file actions passes its
     * target on.
     */
    @Test
    void a_child_inherits_no_number_that_was_only_needed_on_the_way() throws Exception {
        assertThat(openIn("4,3", "keeping", List.of())).isEqualTo("0 1 2 3 4 end");
        assertThat(openIn("3,4", "keeping", List.of())).isEqualTo("0 1 2 3 4 end");
    }

    @Test
    void a_standard_stream_that_this_process_has_closed_stays_closed() throws Exception {
        assertThat(openIn("3", "closing", List.of())).isEqualTo("1 2 3 end");
    }

    /** Checks a closed stream under whose number the JVM has opened a file of its own. */
    @Test
    void a_standard_stream_that_was_closed_from_the_start_is_not_a_file_of_the_jvm() throws Exception {
        List<String> closed = List.of("sh", "-c", "exec \"$@\" <&-", "sh");
        List<String> target = List.of("sh", "-c", "readlink /proc/self/fd/0");
        assertThat(childOf("3", "keeping", closed, target)).isEqualTo("/dev/null");
    }

    /** Checks a number for which /dev/fd has EBADF, and Linux ENOENT. */
    @Test
    void a_number_that_is_not_open_is_told() throws Exception {
        try (Program parent = parent("3,77", "keeping", List.of(), OPEN)) {
            assertThat(parent.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", parent.err())).contains("fd 77", "is not open");
        }
    }

    @Test
    void variables_that_sh_drops_reach_the_child() throws Exception {
        List<String> child = List.of("sh", "-c", "echo \"$DYLD_LIBRARY_PATH, $OTHER\"");
        List<String> set = List.of("env", "DYLD_LIBRARY_PATH=/opt/lib", "OTHER=other");
        assertThat(childOf("3", "keeping", set, child)).isEqualTo("/opt/lib, other");
    }

    private String openIn(String numbers, String input, List<String> before) throws Exception {
        return childOf(numbers, input, before, OPEN);
    }

    /** Returns the output of the child. Its parent is started behind a command. */
    private String childOf(String numbers, String input, List<String> before, List<String> child) throws Exception {
        try (Program parent = parent(numbers, input, before, child)) {
            assertThat(parent.exitCode()).as("%s", parent.err()).isZero();
            return String.join("\n", parent.out());
        }
    }

    private Program parent(String numbers, String input, List<String> before, List<String> child) throws Exception {
        List<String> spawn = new ArrayList<>(List.of(Paths.SPAWN, "--tcp", "127.0.0.1:0", "--unix"));
        spawn.addAll(List.of(directory.resolve(Names.unique("s")).toString(), "--"));
        spawn.addAll(before);
        List<String> arguments = new ArrayList<>(List.of(numbers, input));
        arguments.addAll(child);
        List<String> program = SmallProgram.command(spawn, Passing.class, arguments.toArray(String[]::new));
        return Program.start(program, Darwin.environment());
    }
}
