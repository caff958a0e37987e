package dev.doorbell.e2e.programs;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that takes its time for each answer, and whose shutdown interrupts nothing. It knows nothing of Doorbell. */
public final class SlowAnswers {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n";
    private static final int SIZE = 4096;
    private static final int MILLIS = 100;

    private SlowAnswers() {}

    /** What it is made of, by the name that the first argument has. */
    public enum Way {
        SERVER_SOCKET,
        HTTP_SERVER
    }

    /** Arguments: the way and a port. */
    public static void main(String... arguments) throws Exception {
        InetSocketAddress address = new InetSocketAddress(Integer.parseInt(arguments[1]));
        ExecutorService threads = Executors.newCachedThreadPool();
        if (Way.valueOf(arguments[0]) == Way.SERVER_SOCKET) {
            ServerSocket server = new ServerSocket(address.getPort());
            while (true) {
                Socket client = server.accept();
                threads.execute(() -> answer(client));
            }
        }
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/", exchange -> {
            work();
            exchange.sendResponseHeaders(200, 3);
            exchange.getResponseBody().write("ok\n".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.setExecutor(threads);
        server.start();
    }

    private static void answer(Socket client) {
        try (client) {
            if (client.getInputStream().read(new byte[SIZE]) > 0) {
                work();
                client.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void work() {
        try {
            Thread.sleep(MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
