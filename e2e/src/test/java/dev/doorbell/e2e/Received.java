package dev.doorbell.e2e;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What echo-daemon prints of what it reads, where there is nobody to send it back to. */
public final class Received {
    private Received() {}

    /** Waits for these bytes, read at once. Each test uses any bytes once. */
    public static void await(Started daemon, byte[] bytes) throws InterruptedException {
        String line = "{\"name\":\"x\",\"received\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}";
        daemon.program().outUntil(line);
    }

    public static void await(Started daemon, String text) throws InterruptedException {
        await(daemon, text.getBytes(StandardCharsets.UTF_8));
    }

    /** As many times the same letter. */
    public static void await(Started daemon, char letter, int count) throws InterruptedException {
        await(daemon, String.valueOf(letter).repeat(count));
    }
}
