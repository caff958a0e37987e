package dev.doorbell.provider.fallback;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Closes listeners that were bound before a failure, also where closing fails. */
final class Rollback {
    private Rollback() {}

    static void close(List<? extends Closeable> bound, Throwable failure) {
        for (Closeable one : bound) {
            try {
                one.close();
            } catch (IOException | RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
    }
}
