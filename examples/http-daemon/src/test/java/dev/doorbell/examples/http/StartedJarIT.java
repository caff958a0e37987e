package dev.doorbell.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has neither SIGTERM nor ulimit")
class StartedJarIT {
    private static final String ANY_PORT = "http=tcp://127.0.0.1:0";
    private static final int LENGTH = 50 * 1024 * 1024;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private String www;

    @BeforeEach
    void write() throws IOException {
        Path files = Files.createDirectories(directory.resolve("www"));
        Files.writeString(files.resolve("index.html"), "<h1>welcome</h1>");
        www = files.toString();
    }

    @Test
    void it_says_where_it_serves_and_nothing_else() throws Exception {
        try (StartedJar daemon = StartedJar.with(directory, ANY_PORT, www)) {
            assertThat(daemon.said()).matches("Serving \\Q" + www + "\\E on http://127\\.0\\.0\\.1:[0-9]+/\n");
            daemon.sigterm();
            assertThat(daemon.exitStatus()).isZero();
            assertThat(daemon.err()).as("no warning of the JVM or of Jetty").isEmpty();
        }
    }

    @Test
    void a_large_file_arrives_whole_and_by_halves() throws Exception {
        byte[] large = large();
        try (StartedJar daemon = StartedJar.with(directory, ANY_PORT, www)) {
            InetSocketAddress address = daemon.addresses().get(0);
            HttpResponse<byte[]> whole = get(address, "/large");
            assertThat(whole.body()).isEqualTo(large);
            HttpResponse<byte[]> half = http.send(
                    request(address, "/large")
                            .header("Range", "bytes=" + LENGTH / 2 + "-")
                            .build(),
                    BodyHandlers.ofByteArray());
            assertThat(half.statusCode()).isEqualTo(206);
            assertThat(half.body()).hasSize(LENGTH / 2).endsWith(large[LENGTH - 2], large[LENGTH - 1]);
            HttpResponse<byte[]> head = http.send(
                    request(address, "/large")
                            .method("HEAD", BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofByteArray());
            assertThat(head.headers().firstValueAsLong("content-length")).hasValue(LENGTH);
        }
    }

    @Test
    void two_sockets_are_served() throws Exception {
        try (StartedJar daemon = StartedJar.with(directory, ANY_PORT, "more=tcp://127.0.0.1:0", www)) {
            List<InetSocketAddress> addresses = daemon.addresses();
            assertThat(addresses).hasSize(2).doesNotHaveDuplicates();
            for (InetSocketAddress address : addresses) {
                assertThat(get(address, "/").body()).asString().isEqualTo("<h1>welcome</h1>");
                assertThat(get(address, "/healthz").body()).asString().isEqualTo("ok\n");
                assertThat(get(address, "/nothing").statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void what_no_client_would_start_again_does_not_end_when_it_is_idle() throws Exception {
        try (StartedJar daemon = StartedJar.with(directory, "--idle-exit", "1", ANY_PORT, www)) {
            InetSocketAddress address = daemon.addresses().get(0);
            TimeUnit.MILLISECONDS.sleep(1500);
            assertThat(get(address, "/healthz").statusCode()).isEqualTo(200);
            assertThat(daemon.err()).contains("was bound by this process");
        }
    }

    @Test
    void sigterm_lets_an_answer_on_its_way_to_a_slow_client_end() throws Exception {
        byte[] large = large();
        try (StartedJar daemon = StartedJar.with(directory, ANY_PORT, www)) {
            InetSocketAddress address = daemon.addresses().get(0);
            try (Client slow = new Client(address).get("/large")) {
                assertThat(slow.head()).startsWith("HTTP/1.1 200");
                daemon.sigterm();
                awaitRefusal(address);
                // a client may pause for longer than the program waits for idle connections at its end
                TimeUnit.MILLISECONDS.sleep(1500);
                assertThat(daemon.isAlive()).isTrue();
                assertThat(slow.body(LENGTH)).isEqualTo(large);
            }
            assertThat(daemon.exitStatus()).isZero();
            assertThat(daemon.err()).isEmpty();
        }
    }

    @Test
    void at_the_deadline_it_ends_all_the_same() throws Exception {
        large();
        try (StartedJar daemon = StartedJar.with(directory, "--drain", "1", ANY_PORT, www)) {
            try (Client slow = new Client(daemon.addresses().get(0)).get("/large")) {
                slow.head();
                daemon.sigterm();
                assertThat(daemon.exitStatus()).isZero();
                assertThat(slow.rest()).isLessThan(LENGTH);
            }
        }
    }

    @Test
    void a_connection_that_waits_for_no_answer_does_not_hold_the_end_up() throws Exception {
        try (StartedJar daemon = StartedJar.with(directory, "--drain", "120", ANY_PORT, www);
                Client kept = new Client(daemon.addresses().get(0)).get("/healthz")) {
            kept.head();
            kept.body("ok\n".length());
            daemon.sigterm();
            assertThat(kept.rest()).isZero();
            assertThat(daemon.exitStatus()).isZero();
        }
    }

    @Test
    void a_client_that_comes_when_descriptors_ran_out_is_served_when_some_are_free() throws Exception {
        try (StartedJar daemon = StartedJar.limited(80, directory, ANY_PORT, www)) {
            InetSocketAddress address = daemon.addresses().get(0);
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                clients.add(new Client(address));
            }
            Client last = clients.remove(99).get("/healthz");
            for (Client client : clients) {
                client.close();
            }
            assertThat(last.head()).startsWith("HTTP/1.1 200");
            last.close();
            assertThat(daemon.err()).contains("Too many open files").hasSizeLessThan(10_000);
        }
    }

    private HttpResponse<byte[]> get(InetSocketAddress address, String path) throws Exception {
        return http.send(request(address, path).build(), BodyHandlers.ofByteArray());
    }

    private static HttpRequest.Builder request(InetSocketAddress address, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private byte[] large() throws IOException {
        byte[] bytes = new byte[LENGTH];
        new Random(LENGTH).nextBytes(bytes);
        Files.write(Path.of(www, "large"), bytes);
        return bytes;
    }

    /**
     * Waits for a refused connection. A listener that the program bound itself is closed as soon as the program is
     * stopped.
     */
    private static void awaitRefusal(InetSocketAddress address) throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            try {
                new Client(address).close();
            } catch (IOException refused) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("it still accepts");
    }
}
