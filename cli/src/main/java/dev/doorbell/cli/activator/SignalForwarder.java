package dev.doorbell.cli.activator;

import dev.doorbell.descriptors.posix.Terminal;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.activation.Children;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Forwards each signal to the running programs, and ends the activator on those that request it. */
final class SignalForwarder {
    private static final int OF_SIGNAL = 128;
    private static final String HANGUP = "HUP";
    private static final String INTERRUPT = "INT";
    private static final String TERMINATE = "TERM";
    private static final ForwardedSignals.Received SIGTERM = new ForwardedSignals.Received(TERMINATE, 15);

    private final Children children;
    private final ActivatorLog log;
    private final Reactions reactions;
    private final ControllingTerminal terminal;
    private final boolean hadTerminal;
    private ForwardedSignals.@Nullable Received hangup;

    /** The requests of signals. Called by the thread of the signal, with the lock of the programs; must not block. */
    interface Reactions {
        /** The end is requested. */
        void stop();

        /** Whether SIGHUP requests an upgrade, and each program is in a process group of its own. */
        boolean upgrades();

        /** An upgrade is requested. */
        void upgrade();
    }

    /** The terminal that this process was started from. */
    interface ControllingTerminal {
        /** Whether it was not closed. */
        boolean isPresent();

        /** Whether its keys send signals to this process and to its children. */
        boolean isForeground();
    }

    /** A forwarder that has received nothing. */
    SignalForwarder(Children children, ActivatorLog log, Reactions reactions, ControllingTerminal terminal) {
        this.children = children;
        this.log = log;
        this.reactions = reactions;
        this.terminal = terminal;
        this.hadTerminal = reactions.upgrades() && terminal.isPresent();
    }

    /** The terminal of this process. */
    static ControllingTerminal terminal() {
        return new ControllingTerminal() {
            @Override
            public boolean isPresent() {
                return Terminal.isPresent();
            }

            @Override
            public boolean isForeground() {
                return Terminal.isForeground();
            }
        };
    }

    /** A signal waits for a program that is being started. */
    void receive(ForwardedSignals.Received signal) {
        synchronized (children) {
            if (signal.name().equals(HANGUP) && reactions.upgrades()) {
                hangUpOrUpgrade(signal);
                return;
            }
            boolean second = children.stopping();
            switch (signal.name()) {
                case TERMINATE, INTERRUPT -> stop(signal);
                case HANGUP -> hangUp(signal);
                default -> {}
            }
            if (children.running().isEmpty()) {
                return;
            }
            if (signal.name().equals(INTERRUPT) && !second && !reactions.upgrades() && terminal.isForeground()) {
                log.info("SIGINT: the terminal sends it to the program too. A second one is forwarded.");
            } else {
                forward(signal, second ? children.running() : receivers(signal));
            }
        }
    }

    /** A successor that starts may have no handler yet, and would die of a signal that is for the program. */
    private List<ChildProcess> receivers(ForwardedSignals.Received signal) {
        List<ChildProcess> serving = children.serving();
        boolean ends = signal.name().equals(TERMINATE) || signal.name().equals(INTERRUPT);
        return ends || !reactions.upgrades() || serving.isEmpty() ? serving : serving.subList(0, 1);
    }

    /**
     * The end of the terminal causes SIGHUP too, from the kernel and from a shell, but not in a generation, which is in a process
     * group of its own.
     */
    private void hangUpOrUpgrade(ForwardedSignals.Received signal) {
        if (!hadTerminal || terminal.isPresent()) {
            reactions.upgrade();
        } else if (!children.stopping()) {
            log.error(
                    "SIGHUP: the terminal of this run was closed, so the run ends. Start a run that outlives its terminal"
                            + " with setsid(1), and upgrade it with doorbell upgrade "
                            + ProcessHandle.current().pid() + ".");
            stop(signal);
            forward(SIGTERM, children.serving());
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
            reactions.stop();
        }
    }

    private void forward(ForwardedSignals.Received signal, List<ChildProcess> receivers) {
        for (ChildProcess child : receivers) {
            try {
                child.signal(signal.number());
            } catch (IOException e) {
                log.error(String.valueOf(e.getMessage()));
            }
        }
    }
}
