package dev.doorbell.e2e.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A program that prints the content of the file that was passed under the name x. */
public final class ReadingFile {
    private static final int ENOUGH = 1000;

    private ReadingFile() {}

    public static void main(String[] args) throws IOException {
        try (Listeners listeners = Doorbell.open(ListenerSpec.parse("x"))) {
            ByteBuffer text = ByteBuffer.allocate(ENOUGH);
            listeners.get("x").fileChannel().read(text);
            System.out.println(UTF_8.decode(text.flip()));
        }
    }
}
