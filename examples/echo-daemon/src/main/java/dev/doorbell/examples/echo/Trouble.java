package dev.doorbell.examples.echo;

import dev.doorbell.Backoff;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with one listener while it is served. It is reported once and waited out: the loop that met it goes
 * on, and does not turn into one that only fails as fast as it can.
 */
final class Trouble {
    private static final long PAUSE_MILLIS = 100;

    private final String listener;
    private final PrintStream err;
    private final Backoff backoff = new Backoff();
    private @Nullable String reported;

    Trouble(String listener, PrintStream err) {
        this.listener = listener;
        this.err = err;
    }

    /** Returns at once if the channel was closed: that is how the program ends, and no trouble. */
    void waitOut(Channel channel, IOException failure) {
        if (channel.isOpen()) {
            report(failure.toString());
            // no interrupt comes here; after one, the next call on the channel would close it, which ends the loop
            boolean unused = backoff.failed();
        }
    }

    /** What goes wrong after this is worth a short pause again. */
    void isOver() {
        backoff.succeeded();
    }

    /** Waits until it is worth another try. */
    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            // no interrupt comes here; after one, the next call on the channel would close it, which ends the loop
            Thread.currentThread().interrupt();
        }
    }

    private void report(String failure) {
        if (!failure.equals(reported)) {
            reported = failure;
            err.println("echo-daemon: " + listener + ": " + failure);
        }
    }
}
