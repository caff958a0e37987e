package dev.doorbell.e2e.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Ports;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Spawn;
import dev.doorbell.needs.Needs;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases of puma/puma, {@code test/test_binder.rb}, about socket activation, and about the binds that Puma derives
 * from passed sockets ({@code --bind-to-activated-sockets}).
 *
 * <p>Puma ignores names and serves sockets that were not asked for. Doorbell never serves a socket without a spec: it
 * logs a warning and keeps the socket open, or follows the policy. The only unnamed socket of a kind serves the only spec
 * of that kind, whatever the addresses, where Puma would bind a second one.
 *
 * <p>Not applicable: the variables that Puma removes from the environment, since a JVM cannot change it; Puma's own
 * restarts with {@code PUMA_INHERIT_}, for which Doorbell hands on as systemd does
 * ({@link dev.doorbell.e2e.handover.HandingOnIT}); binds with TLS; and the tests of Puma's configuration.
 */
@Timeout(120)
@Needs("cc")
class PumaCasesIT {
    @TempDir
    private Path directory;

    @Test
    void a_tcp_socket_is_found_by_its_address() throws Exception {
        String one = "127.0.0.1:" + Ports.free();
        String other = "127.0.0.1:" + Ports.free();
        List<String> passed = List.of("--tcp", other, "--tcp", one);
        try (Program daemon = Spawn.echoDaemon(passed, "one=tcp://" + one, "other=tcp://" + other)) {
            assertThat(daemon.outUntil("ready"))
                    .containsExactly(EchoDaemon.line("one", "TCP", 4, one), EchoDaemon.line("other", "TCP", 3, other));
            Echo.overTcp(Echo.address(one));
        }
    }

    @Test
    void the_ipv6_wildcard_is_found_by_its_address_and_serves_both_versions() throws Exception {
        int port = Ports.free();
        List<String> passed = List.of("--tcp", "127.0.0.1:0", "--tcp6", "[::]:" + port);
        try (Program daemon = Spawn.echoDaemon(passed, "one=tcp://[::]:" + port, "other=tcp://127.0.0.1:1")) {
            assertThat(daemon.outUntil("ready")).contains(EchoDaemon.line("one", "TCP", 4, "[::]:" + port));
            Echo.overTcp(new InetSocketAddress("::1", port));
            Echo.overTcp(new InetSocketAddress("127.0.0.1", port));
        }
    }

    @Test
    void a_unix_socket_is_found_by_its_path() throws Exception {
        Path one = directory.resolve("one");
        Path other = directory.resolve("other");
        List<String> passed = List.of("--unix", other.toString(), "--unix", one.toString());
        try (Program daemon = Spawn.echoDaemon(passed, "one=unix://" + one, "other=unix://" + other)) {
            assertThat(daemon.outUntil("ready"))
                    .containsExactly(
                            EchoDaemon.line("one", "UNIX_STREAM", 4, one.toString()),
                            EchoDaemon.line("other", "UNIX_STREAM", 3, other.toString()));
            Echo.overUnix(one);
        }
    }

    @Test
    void without_any_socket_that_was_passed_the_binds_are_made() throws Exception {
        try (Program daemon = Spawn.echoDaemon(List.of("--listen-pid", "none"), "x=tcp://127.0.0.1:0")) {
            assertThat(daemon.outUntil("ready")).singleElement().asString().contains("\"provider\":\"fallback\"");
        }
    }

    @Test
    void next_to_a_socket_that_no_bind_means_the_binds_are_made() throws Exception {
        List<String> passed = List.of("--tcp", "127.0.0.1:0", "--fdnames", "other");
        try (Program daemon = Spawn.echoDaemon(passed, "x=tcp://127.0.0.1:0")) {
            assertThat(daemon.outUntil("ready")).singleElement().asString().contains("\"provider\":\"fallback\"");
            assertThat(daemon.errLine("no spec asks for it")).contains("\"other\" (TCP " + Spawn.at(daemon, 3));
        }
    }

    @Test
    void with_matching_only_what_was_not_passed_is_left_out() throws Exception {
        List<String> passed = List.of("--tcp", "127.0.0.1:0", "--fdnames", "web");
        try (Program daemon = Spawn.echoDaemon(passed, "--when-missing", "skip", "web", "x=tcp://127.0.0.1:1")) {
            assertThat(daemon.outUntil("ready")).containsExactly(EchoDaemon.line("web", "TCP", 3, Spawn.at(daemon, 3)));
        }
    }

    @Test
    void the_only_unnamed_socket_of_a_kind_serves_the_only_bind_of_it() throws Exception {
        try (Program daemon = Spawn.echoDaemon(List.of("--tcp", "127.0.0.1:0"), "x=tcp://127.0.0.1:1")) {
            assertThat(daemon.outUntil("ready")).containsExactly(EchoDaemon.line("x", "TCP", 3, Spawn.at(daemon, 3)));
        }
    }

    @Test
    void of_many_binds_those_that_were_passed_are_found_and_the_others_made() throws Exception {
        int port = Ports.free();
        Path path = directory.resolve("s");
        List<String> passed = List.of(
                "--tcp",
                "127.0.0.2:" + port,
                "--tcp",
                "127.0.0.3:" + port,
                "--tcp",
                "127.0.0.4:" + port,
                "--unix",
                path.toString(),
                "--fdnames",
                "leftover:3:4:s.socket");
        try (Program daemon = Spawn.echoDaemon(
                passed,
                "a=tcp://127.0.0.1:0",
                "b=tcp://127.0.0.3:" + port,
                "c=tcp://127.0.0.4:" + port,
                "u=unix://" + path)) {
            List<String> lines = daemon.outUntil("ready");
            assertThat(lines.get(0)).contains("\"a\"", "\"provider\":\"fallback\"");
            assertThat(lines.subList(1, 4))
                    .containsExactly(
                            EchoDaemon.line("b", "TCP", 4, "127.0.0.3:" + port),
                            EchoDaemon.line("c", "TCP", 5, "127.0.0.4:" + port),
                            EchoDaemon.line("u", "UNIX_STREAM", 6, path.toString()));
            assertThat(daemon.errLine("no spec asks for it")).contains("\"leftover\" (TCP 127.0.0.2:" + port);
        }
    }
}
