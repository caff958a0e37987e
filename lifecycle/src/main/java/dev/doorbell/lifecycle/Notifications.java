package dev.doorbell.lifecycle;

import dev.doorbell.spi.ActivationException;
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
 * Messages to the service manager, sent in their order by a thread of their own. {@code sd_notify(3)} recommends to ignore
 * whether they arrive, and a manager that does not read its socket must not delay the program's clients. So no method here
 * waits longer than its caller allows, and a failure is logged once.
 */
final class Notifications {
    /** The first message also loads JNA, which is slow on a slow machine. */
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
     * Sends a message, and waits until it is sent.
     *
     * @param what the step in the log: {@code telling that it stops}
     * @param patience the longest wait; none if an earlier message is not sent yet
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
     * Sends a message, and throws if the manager is not the one that the user means.
     *
     * @throws ActivationException if the manager's address is malformed
     * @throws InterruptedIOException if this thread is interrupted; it stays interrupted
     */
    void sendChecked(String what, Hook message) throws IOException {
        try {
            await(what, submit(message), PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Lifecycle: " + what + " was interrupted.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ActivationException malformed) {
                throw malformed;
            }
            report(what, e.getCause());
        }
    }

    /** Sends one after the other: if an earlier message is not sent yet, the caller does not wait for this one. */
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
                LifecycleLog.warn(
                        "Lifecycle: " + what + " did not end within " + patience.toMillis()
                                + " ms: the service manager does not read its socket, or the socket's queue is full."
                                + " The program continues.",
                        null);
            }
        }
    }

    private synchronized void report(String what, @Nullable Throwable failure) {
        if (!reported) {
            reported = true;
            LifecycleLog.failed(what, failure);
        }
    }

    private record Submitted(Future<?> future, boolean behind) {}
}
