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
        try {
            thing.close();
            return earlier;
        } catch (IOException | RuntimeException | Error e) {
            if (earlier == null) {
                return e;
            }
            suppress(earlier, e);
            return earlier;
        }
    }

    /** Keeps a later failure with the first one, which is not its own. */
    static void suppress(Throwable first, Throwable later) {
        if (later != first) {
            first.addSuppressed(later);
        }
    }
}
