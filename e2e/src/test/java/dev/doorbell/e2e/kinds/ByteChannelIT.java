package dev.doorbell.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Names;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.fixture.Terminal;
import dev.doorbell.e2e.programs.Answering;
import dev.doorbell.e2e.programs.Reading;
import dev.doorbell.needs.Needs;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uses of a byte channel that echo-daemon does not have: writing, and small buffers. */
@Timeout(120)
@Needs({"cc", "python3", "socat"})
class ByteChannelIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_terminal_is_read_and_written(boolean inherited) throws Exception {
        try (Terminal terminal = Terminal.in(directory)) {
            String device = terminal.device().toString();
            List<String> before = inherited ? spawn("--special", device) : List.of();
            try (Program program =
                    Program.start(SmallProgram.command(before, Answering.class, "x=special://" + device))) {
                assertThat(program.outUntil("ready")).containsExactly("nothing there");
                try (SocketChannel keyboard = terminal.keyboard()) {
                    for (String said : List.of("hello", "again", "bye")) {
                        Terminal.type(keyboard, said);
                        Terminal.expect(keyboard, said.toUpperCase(Locale.ROOT));
                    }
                }
                assertThat(program.exitCode()).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_device_that_never_ends_is_read_as_far_as_the_buffer_goes(boolean inherited) throws Exception {
        List<String> before = inherited ? spawn("--special", "/dev/zero") : List.of();
        try (Program program =
                Program.start(SmallProgram.command(before, Reading.class, "x=special:///dev/zero", "1", "100000"))) {
            assertThat(program.exitCode()).isZero();
            assertThat(program.out())
                    .containsExactly(
                            "ready",
                            "read 1, the sum of the bytes is 0",
                            "read 100000, the sum of the bytes is 0",
                            "closed");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_message_that_is_larger_than_the_buffer_is_an_error_and_is_kept(boolean inherited) throws Exception {
        String name = "/" + Names.unique("small");
        Clients.run("mqueue_make", name, "4", "16");
        try {
            List<String> before = inherited ? spawn("--mqueue", name) : List.of();
            Clients.run("mqueue_send", name, "5", "16", "0");
            try (Program program = Program.start(
                    SmallProgram.command(before, Reading.class, "x=mqueue://" + name, "4", "0", "5", "100", "1"))) {
                assertThat(program.exitCode()).isZero();
                assertThat(program.out()).hasSize(7);
                assertThat(program.out().get(1)).contains("has 5 bytes", "room for 4", "kept");
                assertThat(program.out().get(2)).contains("has 5 bytes", "room for 0", "kept");
                assertThat(program.out().subList(3, 7))
                        .containsExactly(
                                "read 5, the sum of the bytes is " + 5 * 'm',
                                "read 16, the sum of the bytes is " + 16 * 'm',
                                "read 0, the sum of the bytes is 0",
                                "closed");
            }
        } finally {
            Clients.run("mqueue_remove", name);
        }
    }

    @Test
    void a_queue_that_a_program_made_and_wrote_to_stays_with_its_message() throws Exception {
        String name = "/" + Names.unique("written");
        try (Program program = Program.start(SmallProgram.command(List.of(), Answering.class, "x=mqueue://" + name))) {
            program.outUntil("ready");
            Clients.run("mqueue_bye", name);
            assertThat(program.exitCode()).isZero();
            assertThat(Clients.run("mqueue_look", name)).as("BYE is in it").containsExactly("1 600");
        } finally {
            Clients.run("mqueue_remove", name);
        }
    }

    private static List<String> spawn(String option, String value) {
        List<String> spawn = new ArrayList<>(List.of(Paths.SPAWN, option, value));
        spawn.addAll(List.of("--listen-pid", "self", "--fdnames", "x", "--"));
        return spawn;
    }
}
