package dev.doorbell.handover.activation;

import dev.doorbell.handover.Handover;
import dev.doorbell.handover.UpgradeException;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A program that is given a {@code NOTIFY_SOCKET}, and can be upgraded: its next generation starts beside the one that serves,
 * and takes over when it is ready. If the next one fails, the one before serves on. Safe for use by several threads.
 *
 * <p>The lock of {@link Children} may be held by a caller of {@link #upgrade()}: nothing here asks for it under the own lock.
 */
public final class SupervisedProgram implements Serving {
    private static final String NONE_RUNS = "no program runs, so the next start is that of the new one";

    private final Launcher launcher;
    private final Supervision supervision;
    private final UpgradeQueue requests;
    private int started;
    private @Nullable Handovers handovers;
    private boolean running;
    private @Nullable Supervised serving;
    private volatile @Nullable Supervised successor;
    private CompletableFuture<?> drained = CompletableFuture.completedFuture(null);

    /**
     * A program that was not started yet.
     *
     * @param launcher starts its processes
     * @param supervision how it is supervised
     */
    public SupervisedProgram(Launcher launcher, Supervision supervision) {
        this.launcher = launcher;
        this.supervision = supervision;
        this.requests = new UpgradeQueue(launcher.events(), this::upgradeOnce, this::wakeUp);
    }

    @Override
    public int run(Handovers handovers, String reason) throws IOException, InterruptedException {
        begin(handovers);
        try {
            Supervised first = start(handovers.next(true), reason, true);
            if (first == null) {
                return launcher.children().status();
            }
            serve(first);
            if (launcher.children().stopping()) {
                noteStop();
            }
            launcher.events().whenReady().ifPresent(action -> whenReady(first, action));
            return awaitEnd();
        } finally {
            end();
        }
    }

    private synchronized void serve(Supervised first) {
        serving = first;
        notifyAll();
    }

    private void whenReady(Supervised first, Runnable action) {
        Thread thread = new Thread(
                () -> {
                    try {
                        first.generation().awaitReady(ChronoUnit.FOREVER.getDuration(), supervision.probe());
                        action.run();
                    } catch (IOException | InterruptedException e) {
                        // its end, which is reported, or a probe that cannot be run, which fails an upgrade too
                    }
                },
                "doorbell-ready");
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void begin(Handovers source) {
        handovers = source;
        running = true;
    }

    private synchronized void end() {
        running = false;
        serving = null;
        notifyAll();
    }

    /** Waits until no generation serves, and none is about to. {@return the exit status of the last one} */
    private synchronized int awaitEnd() throws InterruptedException {
        while (Objects.requireNonNull(serving).isRunning() || requests.isBusy()) {
            wait();
        }
        // no upgrade can begin between the last look and the end of the run
        running = false;
        return serving.generation().process().exitValue();
    }

    private @Nullable Supervised start(Handover handover, String reason, boolean serves) throws IOException {
        if (supervision.upgradable()) {
            handover.processGroup();
        }
        String name = nextName();
        @Nullable Supervised supervised;
        // until the process has its copies: the program that runs may have a descriptor removed, and its number used
        // again
        synchronized (supervision.store()) {
            supervision.store().pass(handover);
            supervised = Supervised.start(launcher, supervision, handover, name, reason, serves);
        }
        if (supervised != null) {
            var unused = supervised.reported().thenRun(this::wakeUp);
        }
        return supervised;
    }

    private synchronized String nextName() {
        started++;
        return "notify-" + started;
    }

    private synchronized void wakeUp() {
        notifyAll();
    }

    /**
     * Requests an upgrade. A request during an upgrade, or several, make one more.
     *
     * @return what has happened; an {@link UpgradeException} if the generation before serves on
     */
    public synchronized CompletableFuture<String> upgrade() {
        if (!running) {
            launcher.events().upgrading();
            launcher.events().upgraded(NONE_RUNS, false);
            return CompletableFuture.completedFuture(NONE_RUNS);
        }
        return requests.request();
    }

    private String upgradeOnce() throws IOException, InterruptedException {
        drained().join();
        Supervised before = awaitFirst();
        CompletableFuture<Boolean> isReplaced = new CompletableFuture<>();
        try {
            startDrain(before, isReplaced);
            Supervised after = startSuccessor(before);
            takeOver(before, after);
            if (launcher.children().stopping()) {
                noteStop();
            }
            String stops = before.isRunning() ? ", process " + before.pid() + " stops" : "";
            isReplaced.complete(true);
            return "process " + after.pid() + " serves" + stops;
        } catch (IOException e) {
            boolean goesOn = before.isRunning() && !launcher.children().stopping();
            throw new UpgradeException(
                    "upgrade failed: " + e.getMessage() + (goesOn ? "; process " + before.pid() + " serves on" : ""),
                    e);
        } finally {
            successor = null;
            isReplaced.complete(false);
        }
    }

    private Supervised startSuccessor(Supervised before) throws IOException, InterruptedException {
        Supervised after = start(handovers().next(!before.isRunning()), "upgrade", false);
        if (after == null) {
            throw isStopped();
        }
        successor = after;
        if (launcher.children().stopping()) {
            after.generation().cancel();
        }
        boolean serves = false;
        try {
            after.generation().awaitServing(supervision.times(), supervision.probe());
            if (!launcher.children().retire(before.generation().process())) {
                throw isStopped();
            }
            serves = true;
            return after;
        } finally {
            if (!serves) {
                // a stop holds the lock of the children until it has sent its signal to each of them
                after.generation()
                        .discard(supervision.times(), launcher.children().stopping());
            }
        }
    }

    private static UpgradeException isStopped() {
        return new UpgradeException("the program is being stopped");
    }

    private synchronized void takeOver(Supervised before, Supervised after) {
        serving = after;
        before.retire();
        after.serve();
    }

    /** The thread first: once the next generation serves, nothing may fail that keeps the one before from being stopped. */
    private synchronized void startDrain(Supervised before, CompletableFuture<Boolean> isReplaced) {
        CompletableFuture<?> stopped = new CompletableFuture<>();
        Thread thread = new Thread(() -> stop(before, isReplaced, stopped), "doorbell-drain");
        thread.setDaemon(true);
        thread.start();
        drained = stopped;
    }

    private void stop(Supervised before, CompletableFuture<Boolean> isReplaced, CompletableFuture<?> stopped) {
        try {
            if (!isReplaced.join()) {
                return;
            }
            if (!before.generation().stop(supervision.times().stop())) {
                launcher.events().failed("process " + before.pid() + " did not end in time, and was killed");
            }
            before.reported().join();
        } catch (InterruptedException e) {
            // this thread is not known to others, which could interrupt it
        } finally {
            stopped.complete(null);
        }
    }

    private synchronized CompletableFuture<?> drained() {
        return drained;
    }

    /** The first generation may be about to start. */
    private synchronized Supervised awaitFirst() throws UpgradeException, InterruptedException {
        while (running && serving == null) {
            wait();
        }
        if (serving == null) {
            throw new UpgradeException("the program was not started");
        }
        return serving;
    }

    private synchronized Handovers handovers() {
        return Objects.requireNonNull(handovers);
    }

    @Override
    public void stop() {
        Supervised starting = successor;
        if (starting != null) {
            starting.generation().cancel();
        }
        noteStop();
    }

    private synchronized void noteStop() {
        if (serving != null) {
            serving.generation().status().stopping();
        }
    }
}
