package dev.doorbell.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StopTest {
    /** More than the buffers of both sides hold. */
    private static final int LENGTH = 30_000_000;

    private static final Duration AMPLE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private Served served;

    @BeforeEach
    void serve() throws Exception {
        Files.write(directory.resolve("large"), new byte[LENGTH]);
        served = new Served(Site.of(directory));
    }

    @Test
    void an_answer_on_its_way_to_a_slow_client_arrives_whole() throws Exception {
        try (Socket client = request("/large")) {
            long head = head(client.getInputStream());
            CompletableFuture<Void> stopped = stop(AMPLE);
            // longer than a connection may be idle now that waits for no answer
            TimeUnit.MILLISECONDS.sleep(700);
            assertThat(stopped).isNotDone();
            assertThat(head).isPositive();
            assertThat(client.getInputStream().readAllBytes()).hasSize(LENGTH);
            stopped.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void what_is_not_done_at_the_deadline_is_cut_off() throws Exception {
        try (Socket client = request("/large")) {
            head(client.getInputStream());
            stop(Duration.ofMillis(500)).get(10, TimeUnit.SECONDS);
            assertThat(readAnyway(client.getInputStream())).isLessThan(LENGTH);
        }
    }

    @Test
    void a_connection_that_waits_for_no_answer_does_not_hold_it_up() throws Exception {
        try (Socket client = request("/healthz")) {
            head(client.getInputStream());
            stop(AMPLE).get(5, TimeUnit.SECONDS);
        }
    }

    private CompletableFuture<Void> stop(Duration drain) {
        return CompletableFuture.runAsync(() -> {
            try {
                served.server.stop(drain);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private Socket request(String path) throws IOException {
        Socket client = served.connect();
        send(client, path);
        return client;
    }

    private static void send(Socket client, String path) throws IOException {
        client.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads the headers, and returns how many bytes they have. */
    private static long head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("after %s", head).isNotNegative();
            head.append((char) next);
        }
        return head.length();
    }

    private static long readAnyway(InputStream in) {
        long length = 0;
        byte[] buffer = new byte[65536];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                length += read;
            }
        } catch (IOException cut) {
            // that is what is expected
        }
        return length;
    }
}
