package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.TimedByteChannel;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A program that reads once with a buffer of each size in its arguments, and prints the result. */
public final class Reading {
    private Reading() {}

    /**
     * Reads.
     *
     * @param args a spec of a kind that has a byte channel, and the sizes
     */
    public static void main(String[] args) throws Exception {
        try (Listeners listeners = Doorbell.open(ListenerSpec.parse(args[0]))) {
            TimedByteChannel channel = listeners.get("x").byteChannel();
            System.out.println("ready");
            for (int index = 1; index < args.length; index++) {
                read(channel, ByteBuffer.allocate(Integer.parseInt(args[index])));
            }
        }
        System.out.println("closed");
    }

    private static void read(TimedByteChannel channel, ByteBuffer buffer) {
        try {
            int count = channel.read(buffer);
            System.out.println("read " + count + ", the sum of the bytes is " + sum(buffer.flip()));
        } catch (IOException e) {
            System.out.println("failed: " + e.getMessage());
        }
    }

    private static int sum(ByteBuffer bytes) {
        int sum = 0;
        while (bytes.hasRemaining()) {
            sum += bytes.get();
        }
        return sum;
    }
}
