package dev.doorbell.e2e.opening;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.needs.Needs;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sandboxes in which a program may not open a socket of a family, as with {@code RestrictAddressFamilies=} of
 * {@code systemd.exec(5)}: it still serves those that it was passed.
 */
@Timeout(120)
@Needs({"cc", "python3"})
class RestrictedFamiliesIT {
    private static final String RESTRICT =
            Paths.NATIVE.resolve("restrict_families").toString();

    @TempDir
    private Path directory;

    static Stream<List<String>> waysIn() {
        return Stream.of(
                List.of("-jar", Paths.ECHO_DAEMON),
                byClassPath("--add-opens", "java.base/sun.nio.ch=ALL-UNNAMED", "-Ddoorbell.access=opened"),
                byClassPath("-Ddoorbell.access=serialization"),
                byClassPath("-Ddoorbell.access=jna"));
    }

    private static List<String> byClassPath(String... options) {
        List<String> java = new ArrayList<>(List.of(options));
        java.addAll(List.of("-cp", Paths.ECHO_DAEMON, "dev.doorbell.examples.echo.Main"));
        return java;
    }

    @ParameterizedTest
    @MethodSource("waysIn")
    void every_kind_that_the_jdk_serves_is_served_where_only_unix_sockets_may_be_opened(List<String> java)
            throws Exception {
        assertServesAll("unix", java);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "inet", "unix,inet"})
    void so_are_they_where_other_families_may_or_none(String families) throws Exception {
        assertServesAll(families, List.of("-jar", Paths.ECHO_DAEMON));
    }

    @Test
    void inspect_and_rejecting_need_no_socket_either() throws Exception {
        try (Program daemon = start(
                "none",
                List.of("--tcp", "127.0.0.1:0", "--tcp", "127.0.0.1:0", "--fdnames", "x:y"),
                List.of("-jar", Paths.ECHO_DAEMON),
                "x",
                "--when-unclaimed",
                "reject")) {
            daemon.outUntil("ready");
            Echo.overTcp(Spawn.address(daemon, 3));
            try (Socket client = new Socket()) {
                client.connect(Spawn.address(daemon, 4));
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(daemon.terminate()).isZero();
            assertThat(daemon.err()).noneMatch(line -> line.contains("cannot reject"));
        }
        try (Program inspect = start(
                "none",
                List.of("--tcp", "127.0.0.1:0", "--udp", "127.0.0.1:0"),
                List.of("-jar", Paths.DOORBELL_COMMAND),
                "inspect",
                "--json")) {
            assertThat(inspect.exitCode()).isZero();
            assertThat(inspect.outLine("{")).contains("\"kind\":\"TCP\"", "\"kind\":\"UDP\"");
        }
    }

    @Test
    void udp_over_ipv6_which_such_a_jvm_has_not_is_told_with_the_restriction() throws Exception {
        assertThat(refusal("unix", "--udp6", "[::1]:0"))
                .contains("over IPv6, and this JVM has none: it may not open an IPv6 socket. Add AF_INET6 to"
                        + " RestrictAddressFamilies=")
                .doesNotContain("ProcSubset", "LimitNOFILE");
    }

    @Test
    void udp_over_ipv4_in_a_jvm_that_may_only_open_ipv6_is_told_with_the_restriction() throws Exception {
        assertThat(refusal("unix,inet6", "--udp", "127.0.0.1:0"))
                .contains("cannot adopt fd ", "Add AF_INET to RestrictAddressFamilies=")
                .doesNotContain("ProcSubset", "LimitNOFILE");
    }

    @Test
    void tcp_over_ipv4_is_served_there() throws Exception {
        try (Program daemon =
                start("unix,inet6", List.of("--tcp", "127.0.0.1:0"), List.of("-jar", Paths.ECHO_DAEMON), "unknown")) {
            daemon.outUntil("ready");
            Echo.overTcp(Spawn.address(daemon, 3));
        }
    }

    /** Returns the message of an echo-daemon that fails. */
    private static String refusal(String families, String option, String at) throws Exception {
        try (Program daemon = start(families, List.of(option, at), List.of("-jar", Paths.ECHO_DAEMON), "unknown")) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            return daemon.errLine("echo-daemon: ");
        }
    }

    private void assertServesAll(String families, List<String> java) throws Exception {
        String path = directory.resolve("s").toString();
        String packets = directory.resolve("q").toString();
        List<String> passed = List.of(
                "--tcp",
                "127.0.0.1:0",
                "--udp",
                "127.0.0.1:0",
                "--tcp6",
                "[::1]:0",
                "--unix",
                path,
                "--seqpacket",
                packets,
                "--fdnames",
                "t:u:six:s:q");
        try (Started daemon = Started.await(start(families, passed, java, "t", "u", "six", "s", "q"))) {
            assertThat(daemon.listeners())
                    .hasSize(5)
                    .extracting((JsonObject listener) -> listener.getString("provider"))
                    .containsOnly("systemd");
            Echo.overTcp(Echo.address(daemon.address(0)));
            Echo.overUdp(Echo.address(daemon.address(1)));
            Echo.overTcp(Echo.address(daemon.address(2)));
            Echo.overUnix(Path.of(path));
            Clients.run("seqpacket", packets);
            assertThat(daemon.program().terminate()).isZero();
        }
    }

    private static Program start(String families, List<String> passed, List<String> java, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.SPAWN));
        command.addAll(passed);
        command.addAll(List.of("--listen-pid", "self", "--", RESTRICT, families, Paths.JAVA));
        command.addAll(java);
        command.addAll(List.of(arguments));
        return Program.start(command);
    }
}
