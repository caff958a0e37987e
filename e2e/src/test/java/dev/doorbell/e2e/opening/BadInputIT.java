package dev.doorbell.e2e.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.needs.Needs;
import java.io.File;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes of a user in a terminal: each gives one message on standard error, and leaves nothing behind. */
@Timeout(120)
class BadInputIT {
    private static final int FAILED = 1;
    private static final int UNUSABLE_ARGUMENTS = 2;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"x=tcp://127.0.0.1:80a", "x=nosuch://y", "x=tcp://::1:80", "x=unix://run/x", "a:b", "x=", "="})
    void a_spec_that_does_not_parse_is_pointed_at(String spec) throws Exception {
        List<String> said = assertFails(UNUSABLE_ARGUMENTS, spec);
        assertThat(said.get(said.size() - 1).strip()).isEqualTo("^");
    }

    @Test
    void unknown_options_and_no_arguments_are_unusable() throws Exception {
        assertFails(UNUSABLE_ARGUMENTS, "--nonsense");
        assertFails(UNUSABLE_ARGUMENTS);
    }

    @Test
    void one_name_for_two_specs() throws Exception {
        assertThat(String.join("\n", assertFails(UNUSABLE_ARGUMENTS, "x=tcp://127.0.0.1:0", "x=udp://127.0.0.1:0")))
                .contains("Two specs have the name \"x\"");
    }

    @Test
    void a_port_in_use() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String spec = "x=tcp://127.0.0.1:" + other.getLocalPort();
            assertSays("cannot bind", spec);
        }
    }

    @Test
    @Needs({"setpriv", "privileged ports"})
    void a_port_that_only_root_may_bind() throws Exception {
        List<String> unprivileged = "root".equals(System.getProperty("user.name"))
                ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--bounding-set=-all")
                : List.of();
        // the jar must be readable to that user, and a build folder may not be
        Path jar = Files.copy(
                Path.of(Paths.ECHO_DAEMON),
                Files.createTempFile("echo-daemon", ".jar"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(jar.toFile().setReadable(true, false)).isTrue();
        List<String> command = new ArrayList<>(unprivileged);
        command.addAll(List.of(Paths.JAVA, "-jar", jar.toString(), "x=tcp://127.0.0.1:1"));
        try (Program daemon = Program.start(command)) {
            assertThat(daemon.exitCode()).isEqualTo(FAILED);
            assertThat(String.join("\n", daemon.err())).contains("127.0.0.1:1", "Permission denied", "service manager");
        } finally {
            Files.delete(jar);
        }
    }

    @Test
    void a_live_socket_at_the_path_stays() throws Exception {
        Path path = directory.resolve("s");
        try (ServerSocketChannel live = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            live.bind(UnixDomainSocketAddress.of(path));
            assertSays("live socket", "x=unix://" + path);
            assertThat(path).exists();
        }
    }

    @Test
    void a_regular_file_at_the_path_stays() throws Exception {
        Path path = Files.writeString(directory.resolve("s"), "precious");
        assertSays("a regular file", "x=unix://" + path);
        assertThat(path).hasContent("precious");
    }

    @Test
    void a_path_that_is_too_long() throws Exception {
        assertSays("bytes, and at most", "x=unix://" + directory + "/" + "s".repeat(108));
    }

    @Test
    void nothing_that_was_bound_stays_behind_when_a_later_spec_fails() throws Exception {
        Path path = directory.resolve("s");
        Path file = Files.writeString(directory.resolve("f"), "");
        assertSays("a regular file", "a=unix://" + path, "b=unix://" + file);
        assertThat(path).doesNotExist();
    }

    @Test
    void an_unknown_provider_is_told_with_those_that_are_there() throws Exception {
        List<String> command = EchoDaemon.command(List.of(), List.of("-Ddoorbell.provider=upstart"), "x=tcp://*:0");
        try (Program daemon = Program.start(command)) {
            assertThat(daemon.exitCode()).isEqualTo(FAILED);
            assertThat(String.join("\n", daemon.err())).contains("\"upstart\"", "systemd", "launchd", "fallback");
        }
    }

    @Test
    void a_provider_that_fails_to_load_is_a_warning() throws Exception {
        Path services = Files.createDirectories(directory.resolve("cp/META-INF/services"));
        Files.writeString(services.resolve("dev.doorbell.spi.ListenerProvider"), "com.example.Missing\n");
        String classPath = Paths.ECHO_DAEMON + File.pathSeparator + directory.resolve("cp");
        List<String> command =
                List.of(Paths.JAVA, "-cp", classPath, "dev.doorbell.examples.echo.Main", "x=tcp://127.0.0.1:0");
        try (Started daemon = Started.start(command)) {
            assertThat(daemon.program().errLine("com.example.Missing")).contains("failed to load");
            Echo.overTcp(Echo.address(daemon.address(0)));
        }
    }

    @ParameterizedTest
    @CsvSource({"DOORBELL_PROVIDER,fallback", "DOORBELL_PROVIDER,systemd", "DOORBELL_PROVIDER,''"})
    void a_provider_can_be_forced_by_the_environment_and_an_empty_name_forces_none(String variable, String name)
            throws Exception {
        List<String> command = EchoDaemon.command("x=tcp://127.0.0.1:0");
        try (Started daemon = Started.start(command, Map.of(variable, name))) {
            assertThat(daemon.lines().get(0)).contains("\"provider\":\"fallback\"");
        }
    }

    private static void assertSays(String part, String... specs) throws Exception {
        assertThat(String.join("\n", assertFails(FAILED, specs))).contains(part);
    }

    private static List<String> assertFails(int code, String... arguments) throws Exception {
        try (Program daemon = Program.start(EchoDaemon.command(arguments))) {
            assertThat(daemon.exitCode()).as("%s", daemon.err()).isEqualTo(code);
            assertThat(daemon.out()).isEmpty();
            assertThat(daemon.err().get(0)).startsWith("echo-daemon: ");
            assertThat(String.join("\n", daemon.err())).doesNotContain("\tat ");
            return daemon.err();
        }
    }
}
