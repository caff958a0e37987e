package dev.doorbell.e2e.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A client of an echo server that has sent a byte, and keeps its connection open. */
record ClientThatWaits(Socket socket) implements AutoCloseable {
    private static final int BOUND_MILLIS = 30_000;

    static ClientThatWaits at(InetSocketAddress server) throws IOException {
        Socket socket = new Socket();
        socket.connect(server, BOUND_MILLIS);
        socket.getOutputStream().write("?".getBytes(UTF_8));
        return new ClientThatWaits(socket);
    }

    /** Waits for the answer, or for the end without one. */
    boolean isAnswered() throws IOException {
        return isAnsweredWithin(BOUND_MILLIS);
    }

    /** {@return whether an answer came within a number of milliseconds} */
    boolean isAnsweredWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read() == '?';
        } catch (SocketTimeoutException nothing) {
            return false;
        } catch (java.net.SocketException reset) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
