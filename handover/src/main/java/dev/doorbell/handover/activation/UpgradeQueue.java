package dev.doorbell.handover.activation;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The requests for upgrades: one upgrade runs at a time, and all requests meanwhile are one more. */
final class UpgradeQueue {
    private final ActivationEvents events;
    private final Upgrade upgrade;
    private final Runnable idle;
    private @Nullable CompletableFuture<String> next;
    private boolean busy;

    /** One upgrade. */
    interface Upgrade {
        /** Upgrades. {@return what has happened} */
        String run() throws IOException, InterruptedException;
    }

    /**
     * A queue without requests.
     *
     * @param upgrade runs on a thread of its own
     * @param idle called on that thread when no request is left
     */
    UpgradeQueue(ActivationEvents events, Upgrade upgrade, Runnable idle) {
        this.events = events;
        this.upgrade = upgrade;
        this.idle = idle;
    }

    /** Requests an upgrade. {@return its outcome} */
    synchronized CompletableFuture<String> request() {
        if (!busy) {
            // takes no request before this method returns
            Thread thread = new Thread(this::runAll, "doorbell-upgrade");
            thread.setDaemon(true);
            thread.start();
            busy = true;
        }
        if (next == null) {
            next = new CompletableFuture<>();
        }
        return next;
    }

    synchronized boolean isBusy() {
        return busy;
    }

    private void runAll() {
        for (CompletableFuture<String> request = take(); request != null; request = take()) {
            try {
                events.upgrading();
                String outcome = upgrade.run();
                events.upgraded(outcome, false);
                request.complete(outcome);
            } catch (IOException | InterruptedException | RuntimeException | Error e) {
                events.upgraded(String.valueOf(e.getMessage()), true);
                request.completeExceptionally(e);
            }
        }
        idle.run();
    }

    private synchronized @Nullable CompletableFuture<String> take() {
        CompletableFuture<String> request = next;
        next = null;
        busy = request != null;
        return request;
    }
}
