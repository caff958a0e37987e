package dev.doorbell.e2e.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Echo;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.OwnNetwork;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Ports;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.e2e.fixture.Started;
import dev.doorbell.needs.Needs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Facts that only matching or a message needs: a missing one is never fatal. */
@Timeout(120)
@Needs("cc")
class OddKernelIT {
    private static final List<String> NO_V6ONLY =
            List.of("env", "ODD_KERNEL=no-v6only", "LD_PRELOAD=" + Paths.NATIVE.resolve("odd_kernel.so"));
    private static final List<String> NO_IPV6 =
            List.of("sh", "-c", "echo 1 >/proc/sys/net/ipv6/conf/all/disable_ipv6; exec \"$@\"", "sh");

    @Test
    void a_kernel_that_does_not_tell_ipv6_v6only_of_a_socket() throws Exception {
        for (String spec : List.of("x", "x=tcp://[::]:1")) {
            try (Started daemon = started(List.of("--tcp6", "[::]:0", "--fdnames", "x"), NO_V6ONLY, spec)) {
                assertServed(daemon);
            }
        }
    }

    @Test
    void it_is_matched_by_its_address_too() throws Exception {
        int port = Ports.free();
        for (String host : List.of("[::]", "0.0.0.0")) {
            try (Started daemon =
                    started(List.of("--tcp6", "[::]:" + port), NO_V6ONLY, "x=tcp://" + host + ":" + port)) {
                assertServed(daemon);
            }
        }
    }

    /** Checks a real MPTCP socket, whatever this kernel answers for it. */
    @Test
    @Needs("/proc/sys/net/mptcp/enabled")
    void an_mptcp_socket() throws Exception {
        try (Started daemon = started(List.of("--mptcp6", "[::]:0", "--fdnames", "x"), List.of(), "x")) {
            assertServed(daemon);
        }
    }

    /** Checks {@code disable_ipv6=1} with a bare {@code ListenDatagram=53}. */
    @Test
    @Needs("own network")
    void a_network_without_ipv6_is_named_where_the_jvm_has_none() throws Exception {
        List<String> command = new ArrayList<>(OwnNetwork.UNSHARE);
        command.addAll(NO_IPV6);
        command.addAll(List.of(Paths.SPAWN, "--udp6", "[::]:0", "--listen-pid", "self", "--"));
        try (Program daemon = Program.start(EchoDaemon.command(command, List.of(), "unknown"))) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(daemon.errLine("echo-daemon: "))
                    .contains("over IPv6, and this JVM has none: IPv6 is disabled in this network namespace"
                            + " (net.ipv6.conf.all.disable_ipv6=1). Set it to 0. Or pass an IPv4 socket, as"
                            + " ListenDatagram=0.0.0.0:53 makes.")
                    .doesNotContain("ProcSubset", "preferIPv4Stack");
        }
    }

    @Test
    void a_jvm_that_was_told_to_do_without_ipv6_is_told_so() throws Exception {
        List<String> spawn = List.of(Paths.SPAWN, "--udp6", "[::1]:0", "--listen-pid", "self", "--");
        List<String> ipv4 = List.of("-Djava.net.preferIPv4Stack=true");
        try (Program daemon = Program.start(EchoDaemon.command(spawn, ipv4, "unknown"))) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(daemon.errLine("echo-daemon: "))
                    .contains("this JVM has none: java.net.preferIPv4Stack is set. Remove it.");
        }
    }

    private static Started started(List<String> passed, List<String> way, String spec) throws Exception {
        List<String> command = new ArrayList<>(List.of(Paths.SPAWN));
        command.addAll(passed);
        command.addAll(List.of("--listen-pid", "self", "--"));
        command.addAll(way);
        return Started.await(Program.start(EchoDaemon.command(command, List.of(), spec)));
    }

    private static void assertServed(Started daemon) throws Exception {
        assertThat(daemon.lines())
                .singleElement()
                .asString()
                .startsWith("{\"name\":\"x\",\"kind\":\"TCP\",\"provider\":\"systemd\",\"fd\":3,\"address\":\"[::]:");
        int port = Integer.parseInt(daemon.address(0).substring("[::]:".length()));
        Echo.overTcp(Ports.local(port));
        assertThat(daemon.program().terminate()).isZero();
    }
}
