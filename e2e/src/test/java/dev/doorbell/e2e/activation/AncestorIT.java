package dev.doorbell.e2e.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Ports;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.needs.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start script that runs java as its child, as Tomcat's and many distributions' do, under systemd-socket-activate. */
@Timeout(120)
@Needs("systemd-socket-activate")
class AncestorIT {
    private static final String OPTION = "-Ddoorbell.systemd.pid=ancestor ";

    @TempDir
    private Path directory;

    private final int port;

    AncestorIT() throws IOException {
        port = Ports.free();
    }

    @Test
    void without_the_property_the_message_has_the_fix_and_the_address_is_in_use() throws Exception {
        Path script = script(daemon("", "x=tcp://127.0.0.1:" + port));
        try (Program activator = activate(script);
                Socket client = connect()) {
            assertThat(client.isConnected()).isTrue();
            assertThat(activator.errLine("LISTEN_PID="))
                    .contains(
                            "LISTEN_PID=" + activator.pid() + " but this process is ",
                            "`exec java ...`",
                            "-Ddoorbell.systemd.pid=ancestor");
            assertThat(activator.exitCode())
                    .as("the activator still holds the address")
                    .isEqualTo(1);
            assertThat(String.join("\n", activator.err())).contains("Address already in use");
        }
    }

    @Test
    void with_it_the_child_of_the_script_adopts_the_socket() throws Exception {
        Path script = script(daemon(OPTION, "x=tcp://[::1]:1"));
        try (Program activator = activate(script)) {
            Echo.overTcp(Ports.local(port));
            assertThat(activator.outUntil("ready"))
                    .singleElement()
                    .asString()
                    .contains("\"provider\":\"systemd\",\"fd\":3");
            assertThat(String.join("\n", activator.err())).doesNotContain("LISTEN_PID");
        }
    }

    @Test
    void with_it_a_script_that_a_script_runs_may_run_java() throws Exception {
        Path inner = script(daemon(OPTION, "x=tcp://[::1]:1"));
        Path outer = script("sh " + inner);
        assertAdopts(outer);
    }

    @Test
    void with_it_a_script_that_does_exec_java_works_as_before() throws Exception {
        Path script = script("exec " + daemon(OPTION, "x=tcp://[::1]:1"));
        assertAdopts(script);
    }

    @Test
    void with_it_the_pid_of_a_sibling_is_refused() throws Exception {
        Path script = script("sleep 300 >/dev/null 2>&1 &\nLISTEN_PID=$! " + daemon(OPTION, "x=tcp://127.0.0.1:0"));
        assertBinds(script);
    }

    @Test
    void another_value_is_an_error() throws Exception {
        Path script = script(daemon("-Ddoorbell.systemd.pid=any ", "x=tcp://127.0.0.1:0"));
        try (Program activator = activate(script);
                Socket client = connect()) {
            assertThat(client.isConnected()).isTrue();
            assertThat(activator.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", activator.err()))
                    .contains("-Ddoorbell.systemd.pid=any is not ancestor")
                    .doesNotContain("Exception");
        }
    }

    private void assertAdopts(Path script) throws Exception {
        try (Program activator = activate(script)) {
            Echo.overTcp(Ports.local(port));
            assertThat(activator.outUntil("ready"))
                    .singleElement()
                    .asString()
                    .contains("\"provider\":\"systemd\",\"fd\":3");
        }
    }

    private void assertBinds(Path script) throws Exception {
        try (Program activator = activate(script);
                Socket client = connect()) {
            assertThat(client.isConnected()).isTrue();
            Started daemon = Started.await(activator);
            assertThat(daemon.lines().get(0)).contains("\"provider\":\"fallback\"");
            assertThat(activator.errLine("LISTEN_PID=")).contains("and no process above it is ");
        }
    }

    private static String daemon(String option, String spec) {
        return Paths.JAVA + " " + option + "-jar " + Paths.ECHO_DAEMON + " " + spec;
    }

    /** Writes a script. A shell replaces itself with the last command of a text, so another command has to follow. */
    private Path script(String text) throws IOException {
        Path script = Files.createTempFile(directory, "start", ".sh");
        return Files.writeString(script, text + "\nexit $?\n");
    }

    private Program activate(Path script) throws Exception {
        Program activator =
                Program.start(List.of("systemd-socket-activate", "-l", "127.0.0.1:" + port, "sh", script.toString()));
        activator.errLine("Listening on");
        return activator;
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }
}
