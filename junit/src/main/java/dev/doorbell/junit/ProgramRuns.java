package dev.doorbell.junit;

import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.notify.Notification;
import dev.doorbell.handover.notify.ServiceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The runs of one program: the status of the last one, and what the test waits for. Safe for use by several threads. */
final class ProgramRuns {
    private static final long POLL_MILLIS = 5;

    private final Optional<Duration> watchdog;
    private final List<String> notifications = new ArrayList<>();
    private final Map<ChildProcess, ServiceStatus> running = new LinkedHashMap<>();
    private ServiceStatus last;
    private int starts;
    private boolean arrived;
    private boolean launching;
    private OptionalInt lastExit = OptionalInt.empty();
    private @Nullable Throwable failure;

    /** No run yet. */
    ProgramRuns(Optional<Duration> watchdog) {
        this.watchdog = watchdog;
        this.last = new ServiceStatus(watchdog);
    }

    /** Something that a test waits for. It is looked at every few milliseconds: not everything is announced. */
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    /** Begins a run, before its process is started: until that is known, nothing else is told of it. */
    synchronized void starting(boolean hasArrival) {
        last = new ServiceStatus(watchdog);
        arrived = hasArrival;
        launching = true;
    }

    synchronized ServiceStatus started(ChildProcess child) {
        running.put(child, last);
        starts++;
        launched();
        return last;
    }

    synchronized void ended(ChildProcess child) {
        ServiceStatus status = running.remove(child);
        if (status != null) {
            status.end();
        }
        lastExit = OptionalInt.of(child.exitValue());
    }

    synchronized void failed(Throwable reason) {
        failure = reason;
        launched();
    }

    /** Notes that no process is being started, or none any more. */
    synchronized void launched() {
        launching = false;
        notifyAll();
    }

    private void awaitLaunch() {
        boolean interrupted = false;
        while (launching) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void notified(Notification notification) {
        notifications.addAll(notification.assignments());
        ServiceStatus status = last;
        for (Map.Entry<ChildProcess, ServiceStatus> run : running.entrySet()) {
            if (notification.sender().orElse(0) == run.getKey().pid()) {
                status = run.getValue();
            }
        }
        status.apply(notification);
    }

    synchronized List<String> notifications() {
        return List.copyOf(notifications);
    }

    synchronized List<ChildProcess> running() {
        awaitLaunch();
        return List.copyOf(running.keySet());
    }

    /** {@return the status of the run that was started last} */
    synchronized ServiceStatus status() {
        return last;
    }

    synchronized int starts() {
        awaitLaunch();
        return starts;
    }

    /** Notes that a client has connected. */
    synchronized void arrived() {
        arrived = true;
    }

    /** {@return whether something has arrived for the last run} */
    synchronized boolean hasArrival() {
        return arrived;
    }

    synchronized OptionalInt lastExit() {
        return lastExit;
    }

    synchronized Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Waits for a condition. {@return whether it holds in time, which the program may extend} */
    boolean await(Condition condition, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
        while (!condition.holds()) {
            if (System.nanoTime() - deadline >= 0 && status().extension() == 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }
}
