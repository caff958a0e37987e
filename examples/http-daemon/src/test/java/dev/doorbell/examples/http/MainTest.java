package dev.doorbell.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void unusable_arguments_are_one_message() {
        assertThat(run()).isEqualTo(2);
        assertThat(err())
                .isEqualTo("http-daemon: There is no DIRECTORY to serve. Try --help." + System.lineSeparator());
    }

    @Test
    void a_name_given_twice_is_unusable() {
        assertThat(run("http=tcp://127.0.0.1:0", "http", directory.toString())).isEqualTo(2);
        assertThat(err())
                .startsWith("http-daemon: Two specs have the name \"http\"")
                .hasLineCount(1);
    }

    @Test
    void help_is_printed_where_it_can_be_piped() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: http-daemon ");
        assertThat(err()).isEmpty();
    }

    @Test
    void a_unix_socket_is_none_that_it_can_serve() {
        assertThat(run("control=unix://" + directory.resolve("x"), directory.toString()))
                .isEqualTo(1);
        assertThat(err())
                .startsWith("http-daemon: cannot serve \"control\" (UNIX_STREAM ")
                .contains("expected TCP", "ListenStream=PORT")
                .hasLineCount(1);
        assertThat(directory.resolve("x"))
                .as("nothing is left of the failed start")
                .doesNotExist();
    }

    @Test
    void a_datagram_socket_is_none_that_it_can_serve() {
        assertThat(run("http=udp://127.0.0.1:0", directory.toString())).isEqualTo(1);
        assertThat(err())
                .startsWith("http-daemon: cannot serve \"http\" (UDP 127.0.0.1:")
                .hasLineCount(1);
    }

    @Test
    void a_port_that_is_taken_is_one_message() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = ((InetSocketAddress) taken.getLocalSocketAddress()).getPort();
            assertThat(run("http=tcp://127.0.0.1:" + port, directory.toString()))
                    .isEqualTo(1);
            assertThat(err())
                    .startsWith("http-daemon: ")
                    .contains(String.valueOf(port))
                    .hasLineCount(1);
        }
    }

    private int run(String... args) {
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(args);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
