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

    /** Ends every process by a signal, or by SIGKILL after the timeout. {@return the exit code of the last one} */
    int endedBy(int signal) throws InterruptedException {
        List<ChildProcess> ended = program.runs().running();
        if (ended.isEmpty()) {
            throw failure("The program does not run.");
        }
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
        return ended.get(ended.size() - 1).exitValue();
    }

    /** Signals these processes, and none that was started for the next arrival meanwhile. */
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
        return new IllegalStateException(message + "\n" + Report.of(program));
    }
}
