package dev.doorbell.e2e.programs;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A server that knows nothing of Doorbell: it binds ports and paths, and returns what a client sends. */
public final class PlainEcho {
    private static final int SIZE = 1 << 16;

    private PlainEcho() {}

    /** Arguments: ports, and absolute paths. */
    public static void main(String... arguments) throws IOException {
        for (String argument : arguments) {
            Serving serving = argument.startsWith("/") ? path(argument) : port(Integer.parseInt(argument));
            new Thread(() -> {
                        try {
                            while (true) {
                                serving.serveOne();
                            }
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .start();
        }
    }

    private interface Serving {
        void serveOne() throws IOException;
    }

    private static Serving port(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(port));
        return () -> {
            try (Socket client = server.accept()) {
                client.getOutputStream().write(client.getInputStream().readAllBytes());
            }
        };
    }

    /** As many programs do, it deletes what an earlier process may have left. */
    private static Serving path(String path) throws IOException {
        new File(path).delete();
        ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        return () -> {
            try (SocketChannel client = server.accept()) {
                ByteBuffer bytes = ByteBuffer.allocate(SIZE);
                while (client.read(bytes.clear()) >= 0) {
                    client.write(bytes.flip());
                }
            }
        };
    }
}
