import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A client of echo-daemon that needs no build: {@code java examples/EchoClient.java PORT LINE} sends a line to a port of
 * this machine and prints the answer; {@code free-port} prints a port that no program listens on.
 */
public final class EchoClient {
    private static final int TIMEOUT_MILLIS = 30_000;

    public static void main(String[] args) throws IOException {
        System.out.println(args[0].equals("free-port") ? freePort() : answer(Integer.parseInt(args[0]), args[1]));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static String answer(int port, String line) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
        }
    }
}
