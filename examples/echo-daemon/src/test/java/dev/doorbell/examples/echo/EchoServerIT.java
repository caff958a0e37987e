package dev.doorbell.examples.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The example {@code EchoServer.java}, compiled and started as its comment says. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGTERM")
class EchoServerIT {
    private static final String DOORBELL = "target/echo-daemon.jar";
    private static final String SOURCE = "../EchoServer.java";

    @TempDir
    private Path directory;

    private Process server;
    private String serving = "";

    @BeforeEach
    void start() throws IOException {
        String path = "control=unix://" + directory.resolve("s");
        server = jdk("java", "-cp", DOORBELL, SOURCE, "http=tcp://127.0.0.1:0", "datagrams=udp://127.0.0.1:0", path)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        serving = server.inputReader(UTF_8).readLine();
    }

    @AfterEach
    void end() {
        server.destroyForcibly();
    }

    @Test
    void it_compiles_without_a_warning() throws Exception {
        Process compiler = jdk("javac", "-Xlint:all", "-Werror", "-cp", DOORBELL, "-d", directory.toString(), SOURCE)
                .redirectErrorStream(true)
                .start();
        String messages = new String(compiler.getInputStream().readAllBytes(), UTF_8);
        assertThat(compiler.waitFor()).as(messages).isZero();
    }

    @Test
    void it_echoes_on_each_listener_and_ends_well() throws Exception {
        for (SocketAddress address :
                new SocketAddress[] {ip("TCP"), UnixDomainSocketAddress.of(directory.resolve("s"))}) {
            try (SocketChannel client = SocketChannel.open(address)) {
                Channels.write(client, Channels.bytes(1000));
                client.shutdownOutput();
                assertThat(Channels.read(client, 1001)).isEqualTo(Channels.bytes(1000));
            }
        }
        try (DatagramChannel client = DatagramChannel.open().bind(Channels.anyPort())) {
            client.send(ByteBuffer.wrap(Channels.bytes(100)), ip("UDP"));
            ByteBuffer answer = ByteBuffer.allocate(101);
            client.receive(answer);
            assertThat(answer.flip()).isEqualTo(ByteBuffer.wrap(Channels.bytes(100)));
        }
        server.destroy();
        assertThat(server.waitFor(30, SECONDS)).isTrue();
        assertThat(server.exitValue()).isZero();
        assertThat(directory.resolve("s")).doesNotExist();
    }

    @Test
    void a_listener_that_it_cannot_serve_ends_it() throws Exception {
        Path fifo = directory.resolve("fifo");
        Process refusing = jdk("java", "-cp", DOORBELL, SOURCE, "http=tcp://127.0.0.1:0", "events=fifo://" + fifo)
                .redirectErrorStream(true)
                .start();
        String output = new String(refusing.getInputStream().readAllBytes(), UTF_8);
        assertThat(refusing.waitFor()).as(output).isEqualTo(1);
        assertThat(output).contains("cannot serve \"events\" (FIFO ").doesNotContain("serving ");
        assertThat(fifo).doesNotExist();
    }

    private static ProcessBuilder jdk(String tool, String... arguments) {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, Path.of(System.getProperty("java.home"), "bin", tool).toString());
        return new ProcessBuilder(command);
    }

    private SocketAddress ip(String kind) {
        Matcher port = Pattern.compile(kind + " 127\\.0\\.0\\.1:(\\d+)").matcher(serving);
        assertThat(port.find()).as(serving).isTrue();
        return new InetSocketAddress("127.0.0.1", Integer.parseInt(port.group(1)));
    }
}
