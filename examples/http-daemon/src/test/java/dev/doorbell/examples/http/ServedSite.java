package dev.doorbell.examples.http;

import dev.doorbell.Listener;
import dev.doorbell.lifecycle.Work;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ListenerHandle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;

/** A web server in this JVM, on a port that the kernel chose, and a client for it. */
final class ServedSite implements AutoCloseable {
    private static final int MILLIS_BOUND = 20_000;

    /** The number of requests and new connections in progress. */
    final AtomicInteger work = new AtomicInteger();

    final InetSocketAddress address;
    final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    ServedSite(Handler handler) throws Exception {
        ServerSocketChannel channel =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.address = (InetSocketAddress) channel.getLocalAddress();
        this.server = new WebServer(List.of(listener(Kind.TCP, channel)), handler);
        server.start(this::begin);
    }

    static Listener listener(Kind kind, Channel channel) {
        return new Listener("http", "test", new Handle("http", kind, channel));
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

    /** Returns a connection on which nothing is sent yet. */
    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(MILLIS_BOUND);
        socket.connect(address, MILLIS_BOUND);
        return socket;
    }

    /** Sends an invalid request, and returns the whole answer. */
    String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    void awaitWork(int expected) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMillis(MILLIS_BOUND).toNanos();
        while (work.get() != expected) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("work in progress is " + work + ", not " + expected);
            }
            Thread.sleep(2);
        }
    }

    private Work begin() {
        work.incrementAndGet();
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                work.decrementAndGet();
            }
        };
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private record Handle(String name, Kind kind, Channel channel) implements ListenerHandle {
        @Override
        public Optional<Address> address() {
            return Optional.of(Address.Ip.of("127.0.0.1", 1));
        }

        @Override
        public Channel open() {
            return channel;
        }

        @Override
        public void commit() {}

        @Override
        public int detach() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void release() throws IOException {
            channel.close();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
