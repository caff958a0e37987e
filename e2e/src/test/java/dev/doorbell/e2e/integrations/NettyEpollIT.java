package dev.doorbell.e2e.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.servers.ActivatedServer;
import dev.doorbell.e2e.servers.Artifacts;
import dev.doorbell.e2e.servers.Restarts;
import dev.doorbell.junit.Activated;
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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Netty's epoll transport, without its HTTP, with the program of docs/integrations.md: TCP, UDP and a UNIX path. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "epoll is of Linux")
@Timeout(240)
@Tag("e2e")
class NettyEpollIT {
    private static final int RESTARTS = 8;

    @TempDir
    private Path directory;

    @RegisterExtension
    final Activated app = ActivatedServer.of(List.of(), "tcp=tcp://127.0.0.1:0", "unix=unix:", "udp=udp://127.0.0.1:0");

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
        // without this option, a JDK from 24 on warns of Netty's native library
        List<String> options = old ? List.of() : List.of("--enable-native-access=ALL-UNNAMED");
        app.nextCommand(
                PageProgram.compiled("NettyEpoll.java", classPath, directory).command(options));
    }

    @Test
    void the_first_clients_are_answered_before_and_after_a_restart() throws Exception {
        for (int life = 0; life < 2; life++) {
            try (DatagramChannel udp = DatagramChannel.open();
                    SocketChannel tcp = app.channel("tcp");
                    SocketChannel unix = app.channel("unix")) {
                udp.connect(app.address("udp"));
                udp.write(ByteBuffer.wrap(new byte[] {'x'}));
                echo(tcp);
                echo(unix);
                assertThat(udp.read(ByteBuffer.allocate(2))).isEqualTo(1);
                assertThat(app.stop()).isZero();
                assertThat(app.output()).doesNotContain("WARNING");
            }
        }
        assertThat(Path.of(app.uri("unix").getPath()))
                .as("made by another process")
                .exists();
    }

    @Test
    void restarts_lose_no_client_of_the_unix_path() throws Exception {
        assertNothingLost("unix");
    }

    @Test
    void restarts_lose_no_client_of_tcp() throws Exception {
        assertNothingLost("tcp");
    }

    private void assertNothingLost(String name) throws Exception {
        int answered = Restarts.assertNothingLost(app, name, NettyEpollIT::echo, RESTARTS, 0);
        System.out.println("epoll, " + name + ": " + answered + " requests answered, none lost");
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
