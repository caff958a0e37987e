package dev.doorbell;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closing several things where one that fails does not spare the others. */
final class Closing {
    private Closing() {}

    static void all(List<? extends Closeable> things) throws IOException {
        IOException failure = null;
        for (Closeable thing : things) {
            failure = close(thing, failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable IOException close(Closeable thing, @Nullable IOException earlier) {
        try {
            thing.close();
            return earlier;
        } catch (IOException e) {
            if (earlier == null) {
                return e;
            }
            earlier.addSuppressed(e);
            return earlier;
        }
    }
}
