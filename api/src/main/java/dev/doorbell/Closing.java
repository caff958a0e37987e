package dev.doorbell;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Closes several things: all of them, also where one fails. */
final class Closing {
    private static final int FIRST_THAT_IS_ALWAYS_PREPARED = 21;

    private Closing() {}

    /**
     * Prepares the JDK for closing. JDK 17 opens a pair of sockets when it first closes a channel ({@code FileDispatcherImpl.init}). Where it finds too many
     * open files at that moment, as a failure of {@code open} may well be, it can never close one again: so this does it
     * now, if possible. Later JDKs do it when they open the first one.
     */
    static void prepare() {
        if (Runtime.version().feature() < FIRST_THAT_IS_ALWAYS_PREPARED && twoCanBeOpened()) {
            try {
                Class.forName("sun.nio.ch.FileDispatcherImpl");
            } catch (ClassNotFoundException | LinkageError otherJdk) {
                // then there is nothing to prepare
            }
        }
    }

    private static boolean twoCanBeOpened() {
        try (FileInputStream one = new FileInputStream("/dev/null");
                FileInputStream other = new FileInputStream("/dev/null")) {
            return one != other;
        } catch (IOException full) {
            return false;
        }
    }

    /** Closes all, and throws the first failure, which has the others as suppressed ones. */
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

    /** Closes a thing after a failure, which keeps that of closing as a suppressed one, unless it is the same. */
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
