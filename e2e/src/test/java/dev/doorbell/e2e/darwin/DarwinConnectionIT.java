package dev.doorbell.e2e.darwin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.e2e.programs.Accepting;
import dev.doorbell.e2e.programs.Lingering;
import dev.doorbell.needs.Needs;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections for which a process on macOS is started: {@code inetdCompatibility} of launchd.plist(5), and Accept=yes. */
@Timeout(120)
@Needs({"cc", "python3"})
class DarwinConnectionIT {
    @TempDir
    private Path directory;

    @Test
    void a_tcp_connection_is_served() throws Exception {
        try (Program program = accepting("--connection", "127.0.0.1:0")) {
            Echo.overTcp(Spawn.address(program, 3));
            assertThat(program.exitCode()).as("%s", program.err()).isZero();
            assertThat(program.out().get(0)).startsWith("serving \"connection\" (CONNECTION 127.0.0.1:");
        }
    }

    @Test
    void a_unix_connection_is_served() throws Exception {
        Path path = directory.resolve("s");
        try (Program program = accepting("--unix-connection", path.toString())) {
            program.errLine("fd 3");
            Clients.run("stream", path.toString());
            assertThat(program.exitCode()).as("%s", program.err()).isZero();
            assertThat(program.out()).contains("serving \"connection\" (CONNECTION " + path + ", fd 3)", "peer \"\"");
        }
    }

    @Test
    void standard_error_that_is_the_connection_is_kept_from_the_client() throws Exception {
        List<String> command = new ArrayList<>(spawn(Spawn.AS_INETD, "--connection", "127.0.0.1:0"));
        command.addAll(SmallProgram.with(SmallProgram.LIBRARIES, Darwin.javaOptions(), Lingering.class));
        try (Program program = Program.start(command, Darwin.kernel());
                Socket client = new Socket()) {
            client.connect(Spawn.address(program, 3));
            client.setSoTimeout(60_000);
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("hello");
        }
    }

    /** Checks two sockets whose device and inode are 0. */
    @Test
    void standard_output_that_is_another_connection_stays_as_it_is() throws Exception {
        List<String> between = List.of("sh", "-c", "exec \"$@\" <&3 >&4 3>&- 4>&-", "sh");
        List<String> command = SmallProgram.command(
                spawn(between, "--connection", "127.0.0.1:0", "--connection", "127.0.0.1:0"), Lingering.class);
        try (Program program = Program.start(command, Darwin.environment());
                Socket client = new Socket();
                Socket log = new Socket()) {
            client.connect(Spawn.address(program, 3));
            log.connect(Spawn.address(program, 4));
            log.setSoTimeout(60_000);
            client.getInputStream().readAllBytes();
            assertThat(new String(log.getInputStream().readNBytes(10), StandardCharsets.UTF_8))
                    .isEqualTo("a log line");
        }
    }

    private static Program accepting(String option, String at) throws Exception {
        List<String> spawn = List.of(Paths.SPAWN, option, at, "--listen-pid", "self", "--fdnames", "connection", "--");
        return Program.start(SmallProgram.command(spawn, Accepting.class, "x=tcp://127.0.0.1:0"), Darwin.environment());
    }

    /** Returns a command without any LISTEN_ variable, as inetd runs it. */
    private static List<String> spawn(List<String> between, String... options) {
        List<String> spawn = new ArrayList<>(List.of(Paths.SPAWN));
        spawn.addAll(List.of(options));
        spawn.add("--");
        spawn.addAll(between);
        return spawn;
    }
}
