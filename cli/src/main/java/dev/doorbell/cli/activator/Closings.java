package dev.doorbell.cli.activator;

import java.io.Closeable;
import java.io.IOException;

/** Closing where nobody waits for what comes of it. */
final class Closings {
    private Closings() {}

    static void close(Closeable resource, Log log) {
        try {
            resource.close();
        } catch (IOException e) {
            log.complain("Closing failed: " + e.getMessage() + ".");
        }
    }
}
