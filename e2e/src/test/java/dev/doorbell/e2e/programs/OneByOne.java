package dev.doorbell.e2e.programs;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.WhenMissing;
import dev.doorbell.WhenUnclaimed;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A program that opens each spec in its own call, as independent parts of a program do, and serves the last one. */
public final class OneByOne {
    private static final String LOOK = "?";

    private OneByOne() {}

    /**
     * Opens and serves.
     *
     * @param args specs; a question mark lists the passed listeners and takes none
     */
    public static void main(String[] args) throws IOException {
        List<Listener> opened = new ArrayList<>();
        for (String spec : args) {
            System.out.println(spec + " -> " + answer(spec, opened));
        }
        System.out.println("ready");
        if (!opened.isEmpty()) {
            greet(opened.get(opened.size() - 1));
        }
    }

    private static String answer(String spec, List<Listener> opened) {
        try {
            if (spec.equals(LOOK)) {
                return Doorbell.passed().listeners().toString();
            }
            Listeners listeners = Doorbell.builder()
                    .listen(ListenerSpec.parse(spec))
                    .whenMissing(WhenMissing.SKIP)
                    .whenUnclaimed(WhenUnclaimed.LATER)
                    .open();
            opened.addAll(listeners.all());
            return listeners.all().toString();
        } catch (IOException | RuntimeException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    /** Greets clients in blocking mode, and waits for each of them. */
    private static void greet(Listener listener) throws IOException {
        while (true) {
            try (SocketChannel client = listener.accept().orElseThrow()) {
                client.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
            }
        }
    }
}
