package dev.doorbell.jetty;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.lifecycle.Work;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;

/** A server in this JVM, on a port that the kernel chose, and connections to it. */
final class ServedHandler implements AutoCloseable {
    private static final int MILLIS_BOUND = 20_000;

    /** The number of requests and new connections in progress. */
    final AtomicInteger work = new AtomicInteger();

    final DoorbellConnector connector;
    final Listener listener;
    private final Listeners listeners;
    private final InetSocketAddress address;
    private final Server server = new Server();

    ServedHandler(Handler handler) throws Exception {
        this(handler, new HttpConnectionFactory());
    }

    ServedHandler(Handler handler, ConnectionFactory... protocols) throws Exception {
        listeners = Doorbell.open("http=tcp://127.0.0.1:0");
        listener = listeners.get("http");
        address = ((Address.Ip) listener.address().orElseThrow()).socketAddress();
        connector = new DoorbellConnector(server, listener, protocols);
        connector.countBy(this::begin);
        server.addConnector(connector);
        server.setHandler(handler);
        server.insertHandler(new RequestCounter(this::begin));
        server.start();
    }

    /** Returns a connection on which nothing is sent yet. */
    Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(MILLIS_BOUND);
        socket.connect(address, MILLIS_BOUND);
        return socket;
    }

    /** Sends a request, and returns everything up to the end of the connection. */
    String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    void awaitWork(int expected) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MILLIS_BOUND);
        while (work.get() != expected) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("work in progress is " + work + ", not " + expected);
            }
            TimeUnit.MILLISECONDS.sleep(2);
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
        try (listeners) {
            server.stop();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
