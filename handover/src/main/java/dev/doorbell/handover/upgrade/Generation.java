package dev.doorbell.handover.upgrade;

import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import dev.doorbell.handover.UpgradeException;
import dev.doorbell.handover.notify.Notification;
import dev.doorbell.handover.notify.NotifySocket;
import dev.doorbell.handover.notify.ServiceStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One process of a program, with a {@code NOTIFY_SOCKET} of its own: what is sent there is from this process or one that it has
 * started. Safe for use by several threads.
 */
public final class Generation {
    private static final int SIGABRT = 6;
    private static final int SIGKILL = 9;
    private static final int SIGTERM = 15;

    /** How long a generation that has failed may take to end, at most. */
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    /** How long the last notifications of a process that has ended may take to be read. */
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(1);

    private final ChildProcess process;
    private final NotifySocket socket;
    private final ServiceStatus status;
    private final CompletableFuture<Generation> end;
    private volatile boolean cancelled;
    private volatile boolean ready;

    /** Starts the process of a generation. */
    @FunctionalInterface
    public interface Start {
        /**
         * Starts the process.
         *
         * @param handover the hand-over, complete
         * @return the process; null if no process may start any more
         * @throws IOException if it cannot be started
         */
        @Nullable
        ChildProcess start(Handover handover) throws IOException;
    }

    private Generation(ChildProcess process, NotifySocket socket, ServiceStatus status) {
        this.process = process;
        this.socket = socket;
        this.status = status;
        this.end = process.onExit().thenApply(ended -> {
            finish();
            return this;
        });
    }

    /**
     * Starts a process.
     *
     * @param handover a hand-over that has its listeners; gets {@code NOTIFY_SOCKET} and {@code WATCHDOG_USEC}
     * @param path where the socket is bound: an absolute path that does not exist
     * @param watchdog how often the process is to send {@code WATCHDOG=1}; empty if it need not
     * @param abort how long it may take to end after SIGABRT of the watchdog
     * @param receiver called for each notification on the thread of the socket, before the status has it
     * @param start starts the process
     * @return the generation; null if no process may start any more
     * @throws UnsupportedOperationException if JNA is missing, or no way into the JDK is open
     * @throws IOException if the socket cannot be bound, or the process cannot be started
     */
    public static @Nullable Generation start(
            Handover handover,
            Path path,
            Optional<Duration> watchdog,
            Duration abort,
            Consumer<Notification> receiver,
            Start start)
            throws IOException {
        ServiceStatus status = new ServiceStatus(watchdog);
        NotifySocket socket = NotifySocket.bind(path, notification -> {
            receiver.accept(notification);
            status.apply(notification);
        });
        Optional<Generation> generation = Optional.empty();
        CompletableFuture<Optional<Generation>> started = new CompletableFuture<>();
        try {
            // the thread first: once there is a process, nothing may fail that leaves it alone
            startWatchdog(started, abort);
            handover.environment(NotifySocket.VARIABLE, socket.address())
                    // those of this process are of its own manager
                    .withoutEnvironment("WATCHDOG_PID")
                    .withoutEnvironment("WATCHDOG_USEC");
            watchdog.ifPresent(
                    time -> handover.environment("WATCHDOG_USEC", String.valueOf(TimeUnit.MICROSECONDS.convert(time))));
            generation =
                    Optional.ofNullable(start.start(handover)).map(process -> new Generation(process, socket, status));
            return generation.orElse(null);
        } finally {
            started.complete(generation);
            if (generation.isEmpty()) {
                socket.close();
            }
        }
    }

    private static void startWatchdog(CompletableFuture<Optional<Generation>> started, Duration abort) {
        Thread watchdog =
                new Thread(() -> started.join().ifPresent(generation -> generation.watch(abort)), "doorbell-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
    }

    /** Reads first what the process has sent before its end. */
    private void finish() {
        try (socket) {
            socket.drain(LONGEST_DRAIN);
        } catch (IOException | RuntimeException e) {
            // the path was removed, or the socket is not read in time: the end of the process counts all the same
        } finally {
            status.end();
        }
    }

    /** {@code TimeoutAbortSec=} of {@code systemd.service(5)}: a process that handles SIGABRT, or is stopped, does not end by it. */
    private void watch(Duration abort) {
        try {
            if (status.awaitWatchdog()) {
                signal(SIGABRT);
                awaitEnd(abort);
            }
        } catch (InterruptedException e) {
            // this thread is not known to others, which could interrupt it
        }
    }

    /** {@return the process} */
    public ChildProcess process() {
        return process;
    }

    /** {@return what the process has told} */
    public ServiceStatus status() {
        return status;
    }

    /** {@return the end of the process, when all that it has sent is read} */
    public CompletableFuture<Generation> onEnd() {
        return end;
    }

    /**
     * Waits until the process is ready.
     *
     * @param timeout how long it may take
     * @param probe decides whether it is ready, in place of {@code READY=1}
     * @throws UpgradeException if it is not ready in time, or ends
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitReady(Duration timeout, Optional<Probe> probe) throws UpgradeException, InterruptedException {
        new ReadyWait(this, timeout, probe).await();
        ready = true;
    }

    /**
     * Waits until the process serves: it is ready, and stays alive for a while.
     *
     * @param times the time limits
     * @param probe decides whether it is ready, in place of {@code READY=1}
     * @throws UpgradeException if it is not ready in time, or ends
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitServing(UpgradeTimes times, Optional<Probe> probe) throws UpgradeException, InterruptedException {
        awaitReady(times.ready(), probe);
        boolean reported = status.awaitEnd(times.settle());
        if (cancelled) {
            throw cancellation();
        }
        String soon = " within " + Durations.text(times.settle()) + " after it was ready";
        if (reported || !process.isAlive()) {
            throw failure("has ended with " + exitStatus() + soon);
        }
        if (status.state() == ServiceStatus.State.STOPPING) {
            throw failure("has begun to stop" + soon);
        }
    }

    /** Lets {@link #awaitServing} fail as soon as possible. */
    public void cancel() {
        cancelled = true;
        status.end();
    }

    boolean isCancelled() {
        return cancelled;
    }

    UpgradeException cancellation() {
        return new UpgradeException("the upgrade was cancelled: the program is being stopped");
    }

    /** The failure of this generation, with its last status. */
    UpgradeException failure(String what) {
        String text = status.text();
        return new UpgradeException("process " + process.pid() + " " + what
                + (text.isEmpty() ? "" : "; its last status: \"" + text + "\""));
    }

    /** {@return the exit status in words, with the signal where one ended it} */
    String exitStatus() {
        int value = process.exitValue();
        return "exit status " + value + (value > 128 ? " (signal " + (value - 128) + ")" : "");
    }

    /**
     * Ends a generation that does not take over, with its process group: by SIGTERM, and by SIGKILL if it has not ended in time.
     * One that was ready may have clients, so it has the time of a stop; another one has 10 s of it at most, whatever it says.
     *
     * @param times the time limit of a stop
     * @param told whether SIGTERM was sent to it already: many a server ends by the second one at once
     * @throws InterruptedException if the thread is interrupted, which ends the process by SIGKILL
     */
    public void discard(UpgradeTimes times, boolean told) throws InterruptedException {
        boolean ends = told || status.state() == ServiceStatus.State.STOPPING;
        status.stopping();
        try {
            if (!ends) {
                signal(SIGTERM);
            }
            if (ready) {
                awaitStop(times.stop());
            } else {
                awaitEnd(times.stop().compareTo(LONGEST_END) < 0 ? times.stop() : LONGEST_END);
            }
        } finally {
            signal(SIGKILL);
            end.join();
        }
    }

    /**
     * Sends SIGTERM, and SIGKILL if the process has not ended in time.
     *
     * @param timeout how long it may take; {@code EXTEND_TIMEOUT_USEC} extends it
     * @return whether it ended without SIGKILL
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean stop(Duration timeout) throws InterruptedException {
        status.stopping();
        signal(SIGTERM);
        return awaitStop(timeout);
    }

    private boolean awaitStop(Duration timeout) throws InterruptedException {
        long since = status.now();
        return awaitEnd(() -> status.deadline(since, timeout) - status.now());
    }

    private void awaitEnd(Duration timeout) throws InterruptedException {
        long since = System.nanoTime();
        awaitEnd(() -> TimeUnit.NANOSECONDS.convert(timeout) - (System.nanoTime() - since));
    }

    /** Sends SIGKILL when no time is left. {@return whether it ended without} */
    private boolean awaitEnd(LongSupplier nanosLeft) throws InterruptedException {
        for (long left = nanosLeft.getAsLong(); left > 0; left = nanosLeft.getAsLong()) {
            if (process.waitFor(left, TimeUnit.NANOSECONDS)) {
                return true;
            }
        }
        signal(SIGKILL);
        process.waitFor();
        return false;
    }

    private void signal(int number) {
        try {
            process.signal(number);
        } catch (IOException e) {
            // it has become another user's, as by su(1): only its own end is left to wait for
        }
    }
}
