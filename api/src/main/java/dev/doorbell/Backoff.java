package dev.doorbell;

import java.util.concurrent.TimeUnit;

/**
 * A schedule of pauses for a loop that accepts connections, after failures that end, such as too many open
 * files. Without a pause, such a loop fails as fast as it can. The pauses are those of {@code Server.Serve} of Go's {@code net/http}: 5
 * milliseconds, and twice as long each time that a failure follows another, up to a second.
 *
 * <p>{@link Listener#acceptAll} and {@code Lifecycle.acceptAll} have one. For one thread.
 */
public final class Backoff {
    private static final long FIRST_MILLIS = 5;
    private static final long LONGEST_MILLIS = 1000;

    private long millis;

    /** A schedule before the first failure. */
    public Backoff() {
        Log.prepare();
    }

    /** {@return whether nothing has failed since the last success, so that a failure is worth a line of the log} */
    public boolean isFirst() {
        return millis == 0;
    }

    /** Notes a success. */
    public void succeeded() {
        millis = 0;
    }

    /** {@return how long the pause after the next failure is, in milliseconds} */
    long nextMillis() {
        return isFirst() ? FIRST_MILLIS : Math.min(2 * millis, LONGEST_MILLIS);
    }

    /**
     * Logs a failure, if it is the {@linkplain #isFirst() first}, and waits.
     *
     * @param message what to log; where too many files are open it goes to standard error, as a logger may need files too
     * @return as of {@link #failed()}
     */
    public boolean failed(String message) {
        if (isFirst()) {
            Log.warnInShortage(message);
        }
        return failed();
    }

    /**
     * Waits after a failure.
     *
     * @return false if this thread is interrupted, which stays so, and the loop is to end
     */
    public boolean failed() {
        millis = nextMillis();
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
