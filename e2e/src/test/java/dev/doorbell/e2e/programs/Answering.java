package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.TimedByteChannel;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A program that answers each text in capital letters, until it reads "bye". */
public final class Answering {
    private static final int SIZE = 1024;

    private Answering() {}

    /**
     * Serves.
     *
     * @param args a spec of a kind that has a byte channel
     */
    public static void main(String[] args) throws Exception {
        try (Listeners listeners = Doorbell.open(ListenerSpec.parse(args[0]))) {
            TimedByteChannel channel = listeners.get("x").byteChannel();
            expectSilence(channel);
            System.out.println("ready");
            String said = "";
            while (!said.equals("bye")) {
                said = read(channel);
                channel.write(ByteBuffer.wrap(said.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static void expectSilence(TimedByteChannel channel) throws Exception {
        channel.setReadTimeout(Duration.ofMillis(50));
        try {
            System.out.println("there was something: " + read(channel));
        } catch (SocketTimeoutException nothing) {
            System.out.println("nothing there");
        }
        channel.setReadTimeout(ChronoUnit.FOREVER.getDuration());
    }

    private static String read(TimedByteChannel channel) throws Exception {
        ByteBuffer buffer = ByteBuffer.allocate(SIZE);
        channel.read(buffer);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }
}
