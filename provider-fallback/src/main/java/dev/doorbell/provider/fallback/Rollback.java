package dev.doorbell.provider.fallback;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Closes what was bound before something failed, whatever else fails then. */
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
