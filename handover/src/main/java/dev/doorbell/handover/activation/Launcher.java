package dev.doorbell.handover.activation;

import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts a program, and reports its start and its end. */
public final class Launcher {
    private final Supplier<Program> program;
    private final Children children;
    private final ActivationEvents events;

    /**
     * A launcher that has started nothing yet.
     *
     * @param program the program
     * @param children where each process is added
     * @param events where each start and end is reported
     */
    public Launcher(Program program, Children children, ActivationEvents events) {
        this(() -> program, children, events);
    }

    /**
     * A launcher of a program that may change from one start to the next.
     *
     * @param program is asked before each start
     * @param children where each process is added
     * @param events where each start and end is reported
     */
    public Launcher(Supplier<Program> program, Children children, ActivationEvents events) {
        this.program = program;
        this.children = children;
        this.events = events;
    }

    /**
     * Checks that the program can be started, before anything is bound.
     *
     * @throws UnusableCommand if it does not exist, or cannot be executed
     * @throws IllegalArgumentException if it cannot take what is to be passed
     * @throws IOException if the operating system refuses
     */
    public void check() throws IOException {
        try {
            program().handover().checkCommand();
        } catch (IOException e) {
            throw UnusableCommand.of(e);
        }
    }

    Children children() {
        return children;
    }

    ActivationEvents events() {
        return events;
    }

    /** The program of the next start, which may be another one at each call. */
    Program program() {
        return program.get();
    }

    /**
     * Starts the program.
     *
     * @param reason the reason, for the log
     * @return the process; null if {@link Children#stop} was called
     */
    @Nullable
    ChildProcess start(Handover handover, String reason) throws IOException {
        try {
            events.starting(handover);
            ChildProcess child = children.start(handover);
            if (child != null) {
                events.started(child, reason);
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
        events.ended(child);
    }
}
