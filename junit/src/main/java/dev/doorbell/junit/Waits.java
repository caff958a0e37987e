package dev.doorbell.junit;

import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.activation.StartLimitExceeded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** The waits of a test; one that is not over in time is an error with the state of the program. */
record Waits(ActiveProgram program) {
    /** How long the kernel may take, which has no part in the timeout of the program. */
    static final Duration AFTER_SIGKILL = Duration.ofSeconds(60);

    static final int SIGTERM = 15;
    private static final int SIGKILL = 9;

    void ready() throws InterruptedException {
        until("is not ready", () -> {
            if (program.isReady()) {
                return true;
            }
            if (program.hasEndedInVain() && program.runs().failure().isEmpty()) {
                throw failure("The program ended before it was ready.");
            }
            return false;
        });
    }

    String failed() throws InterruptedException {
        untilAlso("has not failed", () -> program.runs().failure().isPresent());
        Throwable failure = program.runs().failure().orElseThrow();
        return failure instanceof StartLimitExceeded limit
                ? limit.message("with startLimit()")
                : String.valueOf(failure.getMessage());
    }

    /** Waits for something that does not happen any more once the program is not started any more. */
    void until(String what, ProgramRuns.Condition condition) throws InterruptedException {
        untilAlso(what, () -> {
            boolean holds = condition.holds();
            if (!holds && program.runs().failure().isPresent()) {
                throw failure("The program is not started any more.");
            }
            return holds;
        });
    }

    private void untilAlso(String what, ProgramRuns.Condition condition) throws InterruptedException {
        untilAlso(what, condition, program.settings().timeout);
    }

    private void untilAlso(String what, ProgramRuns.Condition condition, Duration timeout) throws InterruptedException {
        if (!program.runs().await(condition, timeout)) {
            throw failure("The program " + what + " after " + timeout.toMillis() + " ms.");
        }
    }

    void signal(int number) {
        signal(running(), number);
    }

    void killed() throws InterruptedException {
        end(running(), SIGKILL);
    }

    /** Ends every process, and empties the descriptor store. {@return the exit code of the last one} */
    int stopped() throws InterruptedException {
        List<ChildProcess> ended = running();
        program.stopping(ended);
        end(ended, SIGTERM);
        return ended.get(ended.size() - 1).exitValue();
    }

    private List<ChildProcess> running() {
        List<ChildProcess> running = program.runs().running();
        if (running.isEmpty()) {
            throw failure("The program does not run.");
        }
        return running;
    }

    /** Ends these processes by a signal, or by SIGKILL after the timeout, and none that is started meanwhile. */
    void end(List<ChildProcess> ended, int signal) throws InterruptedException {
        program.resetStartLimit();
        ProgramRuns.Condition isOver =
                () -> ended.stream().noneMatch(program.runs().running()::contains);
        signal(ended, signal);
        if (signal == SIGKILL) {
            untilAlso("runs", isOver, AFTER_SIGKILL);
        } else if (!program.runs().await(isOver, program.settings().timeout)) {
            signal(ended, SIGKILL);
            untilAlso("runs", isOver, AFTER_SIGKILL);
        }
    }

    private static void signal(List<ChildProcess> processes, int number) {
        for (ChildProcess process : processes) {
            try {
                process.signal(number);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private IllegalStateException failure(String message) {
        return new ProgramFailure(message, program);
    }
}
