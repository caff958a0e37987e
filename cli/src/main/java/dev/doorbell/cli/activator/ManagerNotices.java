package dev.doorbell.cli.activator;

import dev.doorbell.handover.notify.Notification;
import dev.doorbell.lifecycle.Watchdog;
import dev.doorbell.spi.ServiceManager;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The notifications of the activator to its own service manager, {@code sd_notify(3)}. A thread of its own sends, so that
 * neither a program nor a signal waits for the manager. A failure is logged once.
 */
final class ManagerNotices implements Closeable {
    private static final long LONGEST_END_SECONDS = 2;

    private final ServiceManager manager;
    private final ActivatorLog log;
    private final Optional<ExecutorService> sender;
    private Optional<Watchdog> watchdog = Optional.empty();
    private boolean awaitsProbe;
    private boolean ready;
    private boolean upgrading;
    private boolean stopping;
    private volatile boolean failed;

    private interface Notice {
        void send() throws IOException;
    }

    ManagerNotices(ServiceManager manager, ActivatorLog log) {
        this.manager = manager;
        this.log = log;
        this.sender = manager.listens()
                ? Optional.of(Executors.newSingleThreadExecutor(ManagerNotices::daemon))
                : Optional.empty();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "doorbell-manager");
        thread.setDaemon(true);
        return thread;
    }

    private void send(Notice notice) {
        try {
            sender.ifPresent(executor -> executor.execute(() -> sendNow(notice)));
        } catch (RejectedExecutionException closed) {
            // the activator has ended
        }
    }

    private void sendNow(Notice notice) {
        try {
            notice.send();
        } catch (IOException | RuntimeException e) {
            report(e);
        }
    }

    private void report(Exception failure) {
        if (!failed) {
            failed = true;
            log.error("cannot notify the service manager: " + failure.getMessage());
        }
    }

    /**
     * Answers the watchdog of this process. The one of the program is another.
     *
     * @throws IOException if the manager's setting is malformed
     */
    void keepAlive() throws IOException {
        watchdog = Watchdog.start(manager, () -> true);
    }

    /** The activator is to be ready when the probe of its program has succeeded: its {@code READY=1} is not enough then. */
    synchronized void awaitProbe() {
        awaitsProbe = manager.listens();
    }

    synchronized boolean awaitsProbe() {
        return awaitsProbe;
    }

    /** A program that starts on the first arrival need not run for the activator to be ready. */
    synchronized void ready() {
        awaitsProbe = false;
        ready = true;
        sendReady();
    }

    /** During an upgrade it would end the reload. */
    private void sendReady() {
        if (ready && !upgrading) {
            send(manager::ready);
        }
    }

    /** Passes on what the generation that serves has sent. */
    synchronized void pass(Notification notification) {
        if (!upgrading && notification.has("RELOADING=1")) {
            send(manager::reloading);
        }
        if (!awaitsProbe && notification.has("READY=1")) {
            ready();
        }
        notification.value("STATUS").ifPresent(text -> send(() -> manager.status(text)));
    }

    /** The manager must not give up on a program, of either generation, that needs longer. */
    void extend(Notification notification) {
        notification
                .micros("EXTEND_TIMEOUT_USEC")
                .filter(time -> time.compareTo(Duration.ZERO) > 0)
                .ifPresent(time -> send(() -> manager.extendTimeout(time)));
    }

    synchronized void upgrading() {
        upgrading = true;
        if (ready) {
            send(manager::reloading);
        }
    }

    /** A program that was not ready before is ready if another generation serves. */
    synchronized void upgraded(String outcome, boolean failed) {
        upgrading = false;
        ready |= !failed;
        awaitsProbe &= failed;
        send(() -> manager.status(outcome));
        sendReady();
    }

    synchronized void stopping() {
        if (!stopping) {
            stopping = true;
            send(manager::stopping);
        }
    }

    /** Sends what is left, within a bounded time. */
    @Override
    public void close() {
        watchdog.ifPresent(Watchdog::close);
        sender.ifPresent(executor -> {
            executor.shutdown();
            try {
                executor.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
