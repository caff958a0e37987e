package dev.doorbell.benchmarks.programs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** An echo to one client, until that closes the connection. */
final class Answer {
    private Answer() {}

    static void first(ServerSocketChannel listener) throws IOException {
        try (SocketChannel client = listener.accept()) {
            echo(client);
        }
    }

    static void echo(ByteChannel client) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1);
        while (client.read(buffer) >= 0) {
            buffer.flip();
            client.write(buffer);
            buffer.clear();
        }
    }
}
