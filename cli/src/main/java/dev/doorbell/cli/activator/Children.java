package dev.doorbell.cli.activator;

import dev.doorbell.descriptors.posix.Terminal;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The running programs, to which signals are forwarded, and the signal that has requested the end of the activator. A
 * signal waits for a program that is being started.
 */
final class Children {
    private static final int OF_SIGNAL = 128;
    private static final String HANGUP = "HUP";
    private static final String INTERRUPT = "INT";

    private final Set<ChildProcess> running = new LinkedHashSet<>();
    private final ActivatorLog log;
    private final Runnable whenStopping;
    private ForwardedSignals.@Nullable Received stopping;
    private ForwardedSignals.@Nullable Received hangup;

    /**
     * No programs yet.
     *
     * @param whenStopping called by the thread of the signal that requests the end; must not block
     */
    Children(ActivatorLog log, Runnable whenStopping) {
        this.log = log;
        this.whenStopping = whenStopping;
    }

    /**
     * Starts a program, unless a signal has requested the end.
     *
     * @return the process; null if none was started
     */
    synchronized @Nullable ChildProcess start(Handover handover) throws IOException {
        if (stopping != null) {
            return null;
        }
        ChildProcess child = handover.start();
        running.add(child);
        return child;
    }

    /** Removes a program that has ended. */
    synchronized void ended(ChildProcess child) {
        running.remove(child);
        notifyAll();
        if (hangup != null && child.exitValue() == OF_SIGNAL + hangup.number()) {
            // the terminal is gone: the program did not take the signal for a request to reload
            stop(hangup);
        }
        if (running.isEmpty()) {
            hangup = null;
        }
    }

    synchronized void awaitAll() throws InterruptedException {
        while (!running.isEmpty()) {
            wait();
        }
    }

    synchronized boolean stopping() {
        return stopping != null;
    }

    /** The exit status of shells for the signal that has requested the end. */
    synchronized int status() {
        return stopping == null ? 0 : OF_SIGNAL + stopping.number();
    }

    synchronized void receive(ForwardedSignals.Received signal) {
        boolean second = stopping != null;
        switch (signal.name()) {
            case "TERM", INTERRUPT -> stop(signal);
            case HANGUP -> hangUp(signal);
            default -> {}
        }
        if (running.isEmpty()) {
            return;
        }
        if (signal.name().equals(INTERRUPT) && !second && Terminal.isForeground()) {
            log.info("SIGINT: the terminal sends it to the program too. A second one is forwarded.");
        } else {
            forward(signal);
        }
    }

    /** Requests the end if no program runs: otherwise it may be a request to reload. */
    private void hangUp(ForwardedSignals.Received signal) {
        if (running.isEmpty()) {
            stop(signal);
        } else {
            hangup = signal;
        }
    }

    private void stop(ForwardedSignals.Received signal) {
        if (stopping == null) {
            stopping = signal;
            whenStopping.run();
        }
    }

    private void forward(ForwardedSignals.Received signal) {
        for (ChildProcess child : running) {
            try {
                child.signal(signal.number());
            } catch (IOException e) {
                log.error(String.valueOf(e.getMessage()));
            }
        }
    }
}
