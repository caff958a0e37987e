package dev.doorbell.junit;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.spi.ServiceManager;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** A program that echoes what the clients of its first listener send, and does what its arguments say. */
final class EchoProgram {
    private EchoProgram() {}

    public static void main(String[] arguments) throws Exception {
        ServiceManager manager = Doorbell.serviceManager();
        System.out.println("started " + String.join(" ", arguments));
        try (Listeners listeners = Doorbell.open(arguments[0])) {
            for (int i = 1; i < arguments.length; i++) {
                manager.send(arguments[i]);
            }
            while (true) {
                Optional<SocketChannel> client = listeners.all().get(0).accept();
                try (SocketChannel one = client.orElseThrow()) {
                    echo(one);
                }
            }
        }
    }

    private static void echo(SocketChannel client) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(1024);
        while (client.read(bytes) >= 0) {
            bytes.flip();
            while (bytes.hasRemaining()) {
                client.write(bytes);
            }
            bytes.clear();
        }
    }
}
