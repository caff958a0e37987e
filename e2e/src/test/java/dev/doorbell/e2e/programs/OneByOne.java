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

/** Opens its specs in a call each, as parts of a program that do not know of each other, and serves the last one. */
public final class OneByOne {
    private static final String LOOK = "?";

    private OneByOne() {}

    /**
     * Opens and serves.
     *
     * @param args specs; a question mark looks at what was passed and takes nothing
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

    /** In blocking mode: it waits for each client. */
    private static void greet(Listener listener) throws IOException {
        while (true) {
            try (SocketChannel client = listener.accept().orElseThrow()) {
                client.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
            }
        }
    }
}
