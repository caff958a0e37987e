package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A program that greets its client, prints to the standard streams, closes the connection and continues. */
public final class Lingering {
    private static final int LINES = 1000;

    private Lingering() {}

    /**
     * Greets.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        try (Listener connection = Doorbell.connection().orElseThrow()) {
            for (int line = 0; line < LINES; line++) {
                System.out.println("a log line that the client must not get");
                System.err.println("and another");
            }
            connection.socketChannel().write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
        }
        System.out.println("closed");
        new CountDownLatch(1).await();
    }
}
