package dev.doorbell.e2e.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Clients;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Names;
import dev.doorbell.e2e.fixture.Program;
import dev.doorbell.needs.Needs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kinds that the real systemd-socket-activate can make. */
@Timeout(120)
@Needs({"systemd-socket-activate", "python3", "socat"})
class SocketActivateKindsIT {
    @TempDir
    private Path directory;

    @Test
    void seqpacket_by_path() throws Exception {
        Path path = directory.resolve("s");
        try (Program activator = activate("--seqpacket", path.toString(), "x=unixpacket:///nowhere")) {
            Clients.run("seqpacket", path.toString());
            Clients.run("seqpacket_empty", path.toString());
            assertLine(activator, "UNIX_SEQPACKET", path.toString());
        }
        assertThat(path).exists();
    }

    @Test
    void seqpacket_by_abstract_name() throws Exception {
        String name = "@" + Names.unique("activated");
        try (Program activator = activate("--seqpacket", name, "x=unixpacket:" + name)) {
            Clients.run("seqpacket", name);
            assertLine(activator, "UNIX_SEQPACKET", name);
        }
    }

    @Test
    void datagrams_by_path() throws Exception {
        Path path = directory.resolve("s");
        try (Program activator = activate("--datagram", path.toString(), "x=unixgram:///nowhere")) {
            Clients.run("unixgram", path.toString(), directory.toString());
            assertLine(activator, "UNIX_DATAGRAM", path.toString());
        }
        assertThat(path).exists();
    }

    @Test
    void datagrams_by_abstract_name() throws Exception {
        String name = "@" + Names.unique("activated");
        try (Program activator = activate("--datagram", name, "x=unixgram:" + name)) {
            Clients.run("unixgram", name, directory.toString());
            assertLine(activator, "UNIX_DATAGRAM", name);
        }
    }

    @Test
    void socat_speaks_with_both() throws Exception {
        Path packets = directory.resolve("packets");
        try (Program activator = activate("--seqpacket", packets.toString(), "x=unixpacket:///nowhere")) {
            assertThat(socat("UNIX-CONNECT:" + packets + ",type=5")).isEqualTo("from socat");
            assertLine(activator, "UNIX_SEQPACKET", packets.toString());
        }
        Path datagrams = directory.resolve("datagrams");
        try (Program activator = activate("--datagram", datagrams.toString(), "x=unixgram:///nowhere")) {
            assertThat(socat("UNIX-SENDTO:" + datagrams + ",bind=" + directory.resolve("client")))
                    .isEqualTo("from socat");
            assertLine(activator, "UNIX_DATAGRAM", datagrams.toString());
        }
    }

    /** Sends a line, and waits for its echo. */
    private static String socat(String address) throws Exception {
        List<String> command = List.of("sh", "-c", "echo from socat | socat -,ignoreeof \"$1\"", "sh", address);
        try (Program socat = Program.start(command)) {
            return socat.outLine("from socat");
        }
    }

    private static Program activate(String type, String at, String spec) throws Exception {
        List<String> activator = new ArrayList<>(List.of("systemd-socket-activate", type, "-l", at));
        Program program = Program.start(EchoDaemon.command(activator, List.of(), spec));
        program.errLine("Listening on");
        return program;
    }

    private static void assertLine(Program activator, String kind, String address) throws Exception {
        assertThat(activator.outUntil("ready")).containsExactly(EchoDaemon.line("x", kind, 3, address));
        assertThat(activator.terminate()).isZero();
    }
}
