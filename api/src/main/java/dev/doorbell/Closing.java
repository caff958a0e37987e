package dev.doorbell;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closing several things where one that fails, in whatever way, does not spare the others. */
final class Closing {
    private Closing() {}

    /** Throws the first failure, which has the others as suppressed ones. */
    static void all(List<? extends Closeable> things) throws IOException {
        Throwable failure = null;
        for (Closeable thing : things) {
            failure = close(thing, failure);
        }
        if (failure instanceof IOException refused) {
            throw refused;
        }
        if (failure instanceof RuntimeException wrong) {
            throw wrong;
        }
        if (failure instanceof Error broken) {
            throw broken;
        }
    }

    private static @Nullable Throwable close(Closeable thing, @Nullable Throwable earlier) {
        if (earlier != null) {
            after(earlier, thing);
            return earlier;
        }
        try {
            thing.close();
            return null;
        } catch (IOException | RuntimeException | Error e) {
            return e;
        }
    }

    /** Closes a thing after a failure, which keeps the one of closing, unless it is the very same. */
    static void after(Throwable failure, Closeable thing) {
        try {
            thing.close();
        } catch (IOException | RuntimeException | Error e) {
            if (e != failure) {
                failure.addSuppressed(e);
            }
        }
    }
}
