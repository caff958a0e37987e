package dev.doorbell.lifecycle;

import dev.doorbell.spi.HandoverException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Messages to the service manager, which a thread of their own sends in their order. They are a courtesy: {@code
 * sd_notify(3)} recommends to ignore whether they arrive, and a manager that does not read its socket must not delay what a
 * program owes to its clients. So nothing here waits longer than it is told to, and a failure is logged once.
 */
final class Notifications {
    /** The first message also loads JNA, which takes its time on a slow machine. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ExecutorService sender = Executors.newSingleThreadExecutor(Notifications::daemon);
    private @Nullable Future<?> last;
    private boolean reported;

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "doorbell-notifications");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Sends a message, and waits until that is done.
     *
     * @param what what a failure is called: {@code telling that it stops}
     * @param patience how long to wait at most; not at all where an earlier message is still to be sent
     */
    void send(String what, Hook message, Duration patience) {
        try {
            await(what, submit(message), patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            report(what, e.getCause());
        }
    }

    /**
     * Sends a message whose sender has to know that it can never be sent.
     *
     * @throws HandoverException if the manager's address is malformed
     * @throws UnsupportedOperationException if a library is missing
     * @throws InterruptedIOException if this thread is interrupted meanwhile, which stays so
     */
    void sendChecked(String what, Hook message) throws IOException {
        try {
            await(what, submit(message), PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Lifecycle: " + what + " was interrupted.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HandoverException malformed) {
                throw malformed;
            }
            if (e.getCause() instanceof UnsupportedOperationException missing) {
                throw missing;
            }
            report(what, e.getCause());
        }
    }

    /** One after the other: where an earlier message has not been sent yet, this one is not waited for. */
    private synchronized Submitted submit(Hook message) {
        boolean behind = last != null && !last.isDone();
        Future<?> future = sender.submit(() -> {
            message.run();
            return null;
        });
        last = future;
        return new Submitted(future, behind);
    }

    private void await(String what, Submitted submitted, Duration patience)
            throws InterruptedException, ExecutionException {
        try {
            submitted.future.get(submitted.behind ? 0 : patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (!submitted.behind) {
                Log.warn(
                        "Lifecycle: " + what + " has not come to its end within " + patience.toMillis()
                                + " ms: the service manager does not read its socket, or the socket's queue is full."
                                + " The program goes on without it.",
                        null);
            }
        }
    }

    private synchronized void report(String what, @Nullable Throwable failure) {
        if (reported) {
            return;
        }
        reported = true;
        if (failure instanceof IOException || failure instanceof UnsupportedOperationException) {
            Log.warn("Lifecycle: " + what + " failed: " + failure.getMessage(), null);
        } else {
            Log.warn("Lifecycle: " + what + " failed", failure);
        }
    }

    private record Submitted(Future<?> future, boolean behind) {}
}
