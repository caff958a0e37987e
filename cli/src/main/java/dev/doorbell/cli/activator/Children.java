package dev.doorbell.cli.activator;

import dev.doorbell.descriptors.posix.Terminal;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The programs that were started and have not ended, which every signal is forwarded to, and whether a signal has said
 * that this is to end. A program that is just being started gets what came meanwhile.
 */
final class Children {
    private static final int OF_SIGNAL = 128;
    private static final String HANGUP = "HUP";
    private static final String INTERRUPT = "INT";

    private final Set<ChildProcess> running = new LinkedHashSet<>();
    private final Log log;
    private final Runnable whenStopping;
    private Signals.@Nullable Received stopping;
    private Signals.@Nullable Received hangup;

    /**
     * None yet.
     *
     * @param whenStopping called by the thread of the signal that says that this is to end; does not wait
     */
    Children(Log log, Runnable whenStopping) {
        this.log = log;
        this.whenStopping = whenStopping;
    }

    /**
     * Starts a program, unless this is to end.
     *
     * @return the program; null if none was started
     */
    synchronized @Nullable ChildProcess start(Handover handover) throws IOException {
        if (stopping != null) {
            return null;
        }
        ChildProcess child = handover.start();
        running.add(child);
        return child;
    }

    /** A program has ended. */
    synchronized void ended(ChildProcess child) {
        running.remove(child);
        notifyAll();
        if (hangup != null && child.exitValue() == OF_SIGNAL + hangup.number()) {
            // the terminal is gone, and the program did not take the signal for a request
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

    /** The exit status that says which signal it was, as shells say it. */
    synchronized int status() {
        return stopping == null ? 0 : OF_SIGNAL + stopping.number();
    }

    /** Any signal that is not reserved for the JVM. */
    synchronized void receive(Signals.Received signal) {
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
            log.say("SIGINT: the terminal sends it to the program too. A second one is forwarded.");
        } else {
            forward(signal);
        }
    }

    /** Ends this if there is no program to ask; otherwise it may be a request to read its configuration. */
    private void hangUp(Signals.Received signal) {
        if (running.isEmpty()) {
            stop(signal);
        } else {
            hangup = signal;
        }
    }

    private void stop(Signals.Received signal) {
        if (stopping == null) {
            stopping = signal;
            whenStopping.run();
        }
    }

    private void forward(Signals.Received signal) {
        for (ChildProcess child : running) {
            try {
                child.signal(signal.number());
            } catch (IOException e) {
                log.complain(String.valueOf(e.getMessage()));
            }
        }
    }
}
