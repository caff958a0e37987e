package dev.doorbell.examples.http;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;

/** A web server in this JVM, on a port that the kernel chose, and a client for it. */
final class ServedSite implements AutoCloseable {
    private static final int MILLIS_BOUND = 20_000;

    private final Listeners listeners;
    private final InetSocketAddress address;
    private final Server server;
    private final HttpClient client = HttpClient.newHttpClient();

    ServedSite(Handler handler) throws Exception {
        listeners = Doorbell.open("http=tcp://127.0.0.1:0");
        address = ((Address.Ip) listeners.get("http").address().orElseThrow()).socketAddress();
        server = WebServer.of(listeners.all(), handler);
        server.start();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path))
                .timeout(Duration.ofMillis(MILLIS_BOUND));
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends an invalid request, and returns the whole answer. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(MILLIS_BOUND);
            socket.connect(address, MILLIS_BOUND);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        try (listeners) {
            server.stop();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
