package dev.doorbell.cli.activator;

import dev.doorbell.handover.notify.Notification;
import dev.doorbell.lifecycle.Watchdog;
import dev.doorbell.spi.ServiceManager;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The notifications of the activator to its own service manager, {@code sd_notify(3)}. A thread of its own sends, so that
 * neither a program nor a signal waits for the manager. A failure is logged once.
 */
final class ManagerNotices implements Closeable {
    private static final long LONGEST_END_SECONDS = 2;
    private static final int MOST_WAITING = 64;

    private final ServiceManager manager;
    private final Duration longestUpgrade;
    private final ActivatorLog log;
    private final Optional<ExecutorService> sender;
    private final LastStatus lastStatus = new LastStatus();
    private Optional<Watchdog> watchdog = Optional.empty();
    private boolean awaitsProbe;
    private boolean ready;
    private boolean upgrading;
    private boolean stopping;
    private volatile boolean failed;

    private interface Notice {
        void send() throws IOException;
    }

    /** The last of the texts that wait to be sent: a program may send many. */
    private final class LastStatus implements Runnable {
        private final AtomicReference<Optional<String>> waiting = new AtomicReference<>(Optional.empty());

        /** {@return whether no other text waits to be sent} */
        boolean replace(String text) {
            return waiting.getAndSet(Optional.of(text)).isEmpty();
        }

        @Override
        public void run() {
            waiting.getAndSet(Optional.empty()).ifPresent(text -> sendNow(() -> manager.status(text)));
        }
    }

    ManagerNotices(ServiceManager manager, Duration longestUpgrade, ActivatorLog log) {
        this.manager = manager;
        this.longestUpgrade = longestUpgrade;
        this.log = log;
        this.sender = manager.listens() ? Optional.of(sender()) : Optional.empty();
    }

    /** With a bound on what waits for a manager that does not read. */
    private ExecutorService sender() {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                ManagerNotices::daemon,
                this::makeRoom);
    }

    /** Drops the oldest, except the status. Does nothing after the end of the activator. */
    private void makeRoom(Runnable task, ThreadPoolExecutor executor) {
        if (!executor.isShutdown()) {
            Runnable oldest = executor.getQueue().poll();
            executor.execute(task);
            if (oldest == lastStatus) {
                executor.execute(oldest);
            }
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "doorbell-manager");
        thread.setDaemon(true);
        return thread;
    }

    private void send(Notice notice) {
        sender.ifPresent(executor -> executor.execute(() -> sendNow(notice)));
    }

    private void sendStatus(String text) {
        if (lastStatus.replace(text)) {
            sender.ifPresent(executor -> executor.execute(lastStatus));
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
        notification.value("STATUS").ifPresent(this::sendStatus);
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
            send(() -> manager.extendTimeout(longestUpgrade));
        }
    }

    /** A program that was not ready before is ready if another generation serves. */
    synchronized void upgraded(String outcome, boolean failed) {
        upgrading = false;
        ready |= !failed;
        awaitsProbe &= failed;
        sendStatus(outcome);
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
