package dev.doorbell.e2e.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.servers.Artifacts;
import dev.doorbell.e2e.servers.Exchange;
import dev.doorbell.e2e.servers.HeldServer;
import dev.doorbell.e2e.servers.Holder;
import dev.doorbell.e2e.servers.Restarts;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Netty's epoll transport, without its HTTP, with the program of docs/integrations.md: TCP, UDP and a UNIX path. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "epoll is of Linux")
@Timeout(240)
@Tag("e2e")
class NettyEpollIT {
    private static final int RESTARTS = 8;

    @TempDir
    private Path directory;

    private List<String> command = List.of();

    @BeforeEach
    void compile() throws Exception {
        boolean old = Runtime.version().feature() == 17;
        String http = (old ? NettyAdapterIT.OLDEST : NettyAdapterIT.NEWEST).get(0);
        String version = http.substring(http.lastIndexOf(':') + 1);
        String classifier = System.getProperty("os.arch").equals("aarch64") ? "linux-aarch_64" : "linux-x86_64";
        String epoll = "io.netty:netty-transport-native-epoll:jar:" + classifier + ":" + version;
        String classPath = String.join(
                File.pathSeparator,
                Paths.DOORBELL_COMMAND,
                Paths.jar("integrations/netty").toString(),
                Artifacts.classPath(epoll));
        command = PageProgram.compiled("NettyEpoll.java", classPath, directory).command(List.of());
    }

    @Test
    void the_first_clients_are_answered_before_and_after_a_restart() throws Exception {
        try (Holder holder = holder("tcp", "unix", "udp")) {
            for (int life = 0; life < 2; life++) {
                try (SocketChannel tcp = SocketChannel.open(holder.address(0));
                        SocketChannel unix = SocketChannel.open(holder.address(1));
                        DatagramChannel udp = DatagramChannel.open()) {
                    udp.connect(holder.address(2));
                    udp.write(ByteBuffer.wrap(new byte[] {'x'}));
                    try (HeldServer server = holder.start(command)) {
                        echo(tcp);
                        echo(unix);
                        assertThat(udp.read(ByteBuffer.allocate(2))).isEqualTo(1);
                        assertThat(server.terminate()).as(server.output()).isZero();
                        assertThat(server.output()).doesNotContain("WARNING");
                    }
                }
            }
            assertThat(socket()).as("made by another process").exists();
        }
    }

    @Test
    void restarts_lose_no_client_of_the_unix_path() throws Exception {
        assertNothingLost("unix", "tcp", "udp");
    }

    @Test
    void restarts_lose_no_client_of_tcp() throws Exception {
        assertNothingLost("tcp", "unix", "udp");
    }

    private void assertNothingLost(String... names) throws Exception {
        Exchange exchange = NettyEpollIT::echo;
        try (Holder holder = holder(names)) {
            int answered = Restarts.assertNothingLost(holder, command, exchange, RESTARTS, 0);
            System.out.println("epoll, " + names[0] + ": " + answered + " requests answered, none lost");
        }
    }

    private Holder holder(String... names) throws IOException {
        Holder holder = new Holder(directory);
        for (String name : names) {
            String address = name.equals("unix") ? "unix://" + socket() : name + "://127.0.0.1:0";
            holder.listen(name + "=" + address);
        }
        return holder;
    }

    private Path socket() {
        return directory.resolve("s");
    }

    private static void echo(SocketChannel connection) throws IOException {
        connection.write(ByteBuffer.wrap(new byte[] {'x'}));
        ByteBuffer answer = ByteBuffer.allocate(2);
        while (connection.read(answer) >= 0) {}
        if (answer.position() != 1) {
            throw new EOFException("expected a byte, got " + answer.position());
        }
    }
}
