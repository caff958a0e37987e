package dev.doorbell.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that reads only when the test wants it. */
final class Client implements AutoCloseable {
    private static final int MILLIS_BOUND = 20_000;

    private final Socket socket = new Socket();

    Client(InetSocketAddress server) throws IOException {
        socket.setSoTimeout(MILLIS_BOUND);
        socket.connect(server, MILLIS_BOUND);
    }

    Client get(String path) throws IOException {
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** Reads the status line and the headers. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as("after %s", head).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }

    byte[] body(int length) throws IOException {
        return socket.getInputStream().readNBytes(length);
    }

    /** Reads up to the end, whether the connection is closed or reset. */
    long rest() {
        long length = 0;
        byte[] buffer = new byte[65536];
        try {
            InputStream in = socket.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                length += read;
            }
        } catch (IOException reset) {
            // an end as well
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
