package dev.doorbell.cli.activator;

import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Starts a program, and tells when it has ended. */
final class Launcher {
    private final Program program;
    private final Signals signals;
    private final Children children;
    private final Log log;

    Launcher(Program program, Signals signals, Children children, Log log) {
        this.program = program;
        this.signals = signals;
        this.children = children;
        this.log = log;
    }

    /** Fails where the program cannot be started, so that nobody has to connect to learn it. */
    void check() throws IOException {
        try {
            prepared().checkCommand();
        } catch (IOException e) {
            throw UnusableCommand.told(e);
        }
    }

    /** What starts the program, with nothing passed yet. */
    Handover prepared() {
        Handover handover = program.handover();
        signals.apply(handover);
        return handover;
    }

    void pass(Handover handover, String name, int number) {
        program.pass(handover, name, number);
    }

    /**
     * Starts it.
     *
     * @param reason what for, as the log says it
     * @return the program; null if a signal has come that ends all of this
     */
    @Nullable
    ChildProcess start(Handover handover, String reason) throws IOException {
        try {
            ChildProcess child = children.start(handover);
            if (child != null) {
                log.say(reason + ": started " + program.command().get(0) + ", process " + child.pid());
            }
            return child;
        } catch (IOException e) {
            throw UnusableCommand.told(e);
        }
    }

    /** Waits until it has ended. {@return its exit status, 128 and the number of a signal where one ended it} */
    int await(ChildProcess child) throws InterruptedException {
        int status = child.waitFor();
        ended(child);
        return status;
    }

    /** It has ended. */
    void ended(ChildProcess child) {
        children.ended(child);
        log.say("process " + child.pid() + " has ended with exit status " + child.exitValue());
    }
}
