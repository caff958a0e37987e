package dev.doorbell.e2e.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.e2e.run.Runs;
import dev.doorbell.needs.Needs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program http-daemon on inherited sockets, two under one name, from systemd and from the stand-in for launchd. */
@Timeout(120)
class HttpDaemonSocketsIT {
    private static final List<String> LAUNCHD =
            List.of("-Djna.library.path=" + Paths.NATIVE, "-Ddoorbell.provider=launchd");
    private static final int LENGTH = 50 * 1024 * 1024;
    private static final Pattern NOTIFIES =
            Pattern.compile("^(Type|NotifyAccess|OpenFile|SuccessExitStatus|Environment=LC_ALL)=");

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws Exception {
        Files.write(directory.resolve("large"), new byte[LENGTH]);
    }

    @Test
    void a_socket_that_doorbell_run_passes_is_served() throws Exception {
        List<String> daemon = List.of(Paths.JAVA, "-jar", Paths.HTTP_DAEMON, "http", directory.toString());
        try (Program run = Program.start(Runs.command(List.of("--now"), List.of("http=tcp://127.0.0.1:0"), daemon))) {
            run.outUntil("ready");
            assertThat(get("http://" + Runs.at(run) + "/large").body()).isEqualTo(new byte[LENGTH]);
            assertThat(run.terminate()).isZero();
        }
    }

    @Test
    @Needs("cc")
    void both_sockets_that_systemd_passes_are_served() throws Exception {
        List<String> names = List.of("--listen-pid", "self", "--fdnames", "http:http");
        try (Program daemon = Program.start(command(names, List.of("--drain", "5"), List.of()))) {
            assertBothAreServed(daemon);
            assertThat(daemon.terminate()).isZero();
            assertThat(daemon.err()).allMatch(line -> line.startsWith("fd "));
        }
    }

    @Test
    @Needs("cc")
    void both_sockets_that_launchd_passes_for_localhost_are_served() throws Exception {
        Map<String, String> variables = Map.of("DOORBELL_FAKE_LAUNCHD", "http=3,4");
        try (Program daemon = Program.start(command(List.of(), List.of(), LAUNCHD), variables)) {
            assertBothAreServed(daemon);
            assertThat(daemon.terminate()).isZero();
        }
    }

    @Test
    @Needs("cc")
    void it_ends_with_success_when_no_client_comes_any_more() throws Exception {
        List<String> names = List.of("--listen-pid", "self", "--fdnames", "http:http");
        try (Program daemon = Program.start(command(names, List.of("--idle-exit", "1"), List.of()))) {
            assertBothAreServed(daemon);
            assertThat(daemon.exitCode()).isZero();
        }
    }

    /** The other settings that are written are the sandbox, which is the unit's own, and times. */
    @Test
    void its_unit_notifies_as_a_unit_that_doorbell_units_writes() throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.JAVA, "-jar", Paths.DOORBELL_COMMAND, "units"));
        command.addAll(List.of("--target", "systemd", "--name", "http-daemon", "--notify", "http=tcp://[::]:80"));
        command.addAll(List.of("--", "/usr/bin/java", "-jar", "http-daemon.jar"));
        try (Program units = Program.start(command)) {
            assertThat(units.exitCode()).isZero();
            List<String> written = units.out().stream()
                    .filter(line -> NOTIFIES.matcher(line).find())
                    .toList();
            assertThat(written).hasSize(5);
            assertThat(Files.readAllLines(
                            Paths.ROOT.resolve("examples/http-daemon/src/main/systemd/http-daemon.service")))
                    .containsAll(written);
        }
    }

    private void assertBothAreServed(Program daemon) throws Exception {
        daemon.outUntil("ready");
        for (int fd : new int[] {3, 4}) {
            String url = "http://" + Spawn.at(daemon, fd);
            assertThat(get(url + "/healthz").body()).hasSize("ok\n".length());
            assertThat(get(url + "/large").body()).isEqualTo(new byte[LENGTH]);
        }
    }

    private HttpResponse<byte[]> get(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }

    private List<String> command(List<String> passing, List<String> arguments, List<String> options) {
        List<String> command = new ArrayList<>(List.of(Paths.SPAWN, "--tcp6", "[::1]:0", "--tcp", "127.0.0.1:0"));
        command.addAll(passing);
        command.addAll(List.of("--", Paths.JAVA));
        command.addAll(options);
        command.addAll(List.of("-jar", Paths.HTTP_DAEMON));
        command.addAll(arguments);
        command.addAll(List.of("http", directory.toString()));
        return command;
    }
}
