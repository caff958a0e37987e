package dev.doorbell.cli.activator;

import dev.doorbell.descriptors.posix.Terminal;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.activation.Children;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Forwards each signal to the running programs, and ends the activator on those that request it. */
final class SignalForwarder {
    private static final int OF_SIGNAL = 128;
    private static final String HANGUP = "HUP";
    private static final String INTERRUPT = "INT";

    private final Children children;
    private final ActivatorLog log;
    private final Runnable whenStopping;
    private ForwardedSignals.@Nullable Received hangup;

    /**
     * A forwarder that has received nothing.
     *
     * @param whenStopping called by the thread of the signal that requests the end; must not block
     */
    SignalForwarder(Children children, ActivatorLog log, Runnable whenStopping) {
        this.children = children;
        this.log = log;
        this.whenStopping = whenStopping;
    }

    /** A signal waits for a program that is being started. */
    void receive(ForwardedSignals.Received signal) {
        synchronized (children) {
            boolean second = children.stopping();
            switch (signal.name()) {
                case "TERM", INTERRUPT -> stop(signal);
                case HANGUP -> hangUp(signal);
                default -> {}
            }
            if (children.running().isEmpty()) {
                return;
            }
            if (signal.name().equals(INTERRUPT) && !second && Terminal.isForeground()) {
                log.info("SIGINT: the terminal sends it to the program too. A second one is forwarded.");
            } else {
                forward(signal);
            }
        }
    }

    /** Requests the end if no program runs: otherwise it may be a request to reload. */
    private void hangUp(ForwardedSignals.Received signal) {
        if (children.running().isEmpty()) {
            stop(signal);
        } else {
            hangup = signal;
        }
    }

    void ended(ChildProcess child) {
        synchronized (children) {
            if (hangup != null && child.exitValue() == OF_SIGNAL + hangup.number()) {
                // the terminal is gone: the program did not take the signal for a request to reload
                stop(hangup);
            }
            if (children.running().isEmpty()) {
                hangup = null;
            }
        }
    }

    /** Reports the exit status of shells for the signal. */
    private void stop(ForwardedSignals.Received signal) {
        if (children.stop(OF_SIGNAL + signal.number())) {
            whenStopping.run();
        }
    }

    private void forward(ForwardedSignals.Received signal) {
        for (ChildProcess child : children.running()) {
            try {
                child.signal(signal.number());
            } catch (IOException e) {
                log.error(String.valueOf(e.getMessage()));
            }
        }
    }
}
