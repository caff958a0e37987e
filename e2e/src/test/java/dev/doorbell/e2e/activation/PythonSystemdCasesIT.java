package dev.doorbell.e2e.activation;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.e2e.programs.OneByOne;
import dev.doorbell.needs.Needs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The cases of systemd/python-systemd, {@code src/systemd/test/test_daemon.py}, about {@code listen_fds()} and
 * {@code listen_fds_with_names()}. The cases about {@code is_fifo()} and similar functions are in
 * {@code PythonSystemdCasesTest} of the module of descriptors.
 *
 * <p>If the first of its calls removes the variables, every later call finds nothing. A JVM cannot change its
 * environment. In Doorbell a look takes nothing and may be repeated. A second taking is an error that names the place of
 * the first, so that two parts of a program do not share a descriptor unknowingly.
 *
 * <p>Not applicable: {@code booted()} and {@code notify()}, which Doorbell does not have.
 */
@Timeout(120)
@Needs("cc")
class PythonSystemdCasesIT {
    private static final List<String> THREE =
            List.of("--tcp", "127.0.0.1:0", "--tcp", "127.0.0.1:0", "--udp", "127.0.0.1:0");
    private static final List<String> ONE = THREE.subList(0, 2);

    @Test
    void without_variables_there_are_no_descriptors_however_often_one_looks() throws Exception {
        List<String> command = SmallProgram.command(List.of(), OneByOne.class, "?", "?", "?");
        try (Program program = Program.start(command)) {
            assertThat(program.outUntil("ready")).containsExactly("? -> []", "? -> []", "? -> []");
        }
    }

    @Test
    void without_variables_inspect_says_so_too() throws Exception {
        JsonObject inspected = Spawn.inspected(List.of("--listen-pid", "none", "--fds", "3"));
        assertThat(inspected.getArray("listeners")).isEmpty();
        assertThat(inspected.getString("error")).isNull();
    }

    @Test
    void three_descriptors_are_3_4_and_5() throws Exception {
        assertThat(Spawn.inspected("fd", THREE)).containsExactly("3", "4", "5");
    }

    @Test
    void a_descriptor_without_a_name_is_unknown() throws Exception {
        assertThat(Spawn.inspected("name", ONE)).containsExactly("unknown");
    }

    @Test
    void a_descriptor_has_its_name() throws Exception {
        assertThat(Spawn.inspected("name", Spawn.plus(ONE, "--fdnames", "cmds")))
                .containsExactly("cmds");
    }

    @Test
    void each_of_several_descriptors_has_its_name() throws Exception {
        assertThat(Spawn.inspected("name", Spawn.plus(THREE, "--fdnames", "cmds:data:errs")))
                .containsExactly("cmds", "data", "errs");
    }

    @Test
    void looking_takes_nothing_and_what_is_taken_once_is_not_given_out_again() throws Exception {
        List<String> passed = Spawn.plus(ONE, "--fdnames", "cmds");
        try (Program program = Spawn.small(passed, OneByOne.class, "?", "?", "cmds", "cmds")) {
            List<String> said = new ArrayList<>(program.outUntil("ready"));
            String cmds = "[\"cmds\" (TCP " + Spawn.at(program, 3) + ", fd 3)]";
            assertThat(said.subList(0, 3)).containsExactly("? -> " + cmds, "? -> " + cmds, "cmds -> " + cmds);
            assertThat(said.get(3))
                    .startsWith("cmds -> IllegalStateException")
                    .contains("taken already in this process", "OneByOne.java:");
            assertThat(Echo.firstByte(Spawn.address(program, 3)))
                    .as("the first still serves")
                    .isEqualTo(1);
        }
    }
}
