package dev.doorbell.cli.activator;

import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Starts a program, and logs its start and its end. */
final class Launcher {
    private final Program program;
    private final ForwardedSignals signals;
    private final Children children;
    private final ActivatorLog log;

    Launcher(Program program, ForwardedSignals signals, Children children, ActivatorLog log) {
        this.program = program;
        this.signals = signals;
        this.children = children;
        this.log = log;
    }

    /** Checks that the program can be started, before anything is bound. */
    void check() throws IOException {
        try {
            handover().checkCommand();
        } catch (IOException e) {
            throw UnusableCommand.of(e);
        }
    }

    /** A hand-over to the program that passes nothing yet. */
    Handover handover() {
        Handover handover = program.handover();
        signals.apply(handover);
        return handover;
    }

    void pass(Handover handover, String name, int number) {
        program.pass(handover, name, number);
    }

    /**
     * Starts the program.
     *
     * @param reason the reason, for the log
     * @return the process; null if a signal has requested the end
     */
    @Nullable
    ChildProcess start(Handover handover, String reason) throws IOException {
        try {
            ChildProcess child = children.start(handover);
            if (child != null) {
                log.info(reason + ": started " + program.command().get(0) + ", process " + child.pid());
            }
            return child;
        } catch (IOException e) {
            throw UnusableCommand.of(e);
        }
    }

    /** Waits for the end of a process. {@return its exit status, or 128 plus the number of the signal that ended it} */
    int await(ChildProcess child) throws InterruptedException {
        int status = child.waitFor();
        ended(child);
        return status;
    }

    void ended(ChildProcess child) {
        children.ended(child);
        log.info("process " + child.pid() + " has ended with exit status " + child.exitValue());
    }
}
