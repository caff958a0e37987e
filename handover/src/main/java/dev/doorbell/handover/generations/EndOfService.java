package dev.doorbell.handover.generations;

import dev.doorbell.spi.ProcessContext;
import java.util.Optional;
import java.util.OptionalLong;

/** The reason why the end of this process ends its service, so that no other process can take over. */
final class EndOfService {
    /** Of {@code systemd.exec(5)}, since version 248; a child inherits the pid of another process. */
    static final String STARTED_BY_SYSTEMD = "SYSTEMD_EXEC_PID";

    /** Set by {@code doorbell run}. */
    private static final String STARTED_BY_RUN = "DOORBELL_RUN";

    private static final String JOB_OF_LAUNCHD = "XPC_SERVICE_NAME";
    private static final String NO_JOB = "0";
    private static final int INIT = 1;

    private EndOfService() {}

    /**
     * Looks for one.
     *
     * @param parent the process that has started this one
     * @param told whether a service manager is told which process is the main one
     * @param address where it listens
     * @return a sentence for the operator; empty if another process can take over
     */
    static Optional<String> find(ProcessContext process, OptionalLong parent, boolean told, Optional<String> address) {
        if (process.pid() == INIT) {
            return Optional.of("process 1 ends with its container. Start it by doorbell run --upgrade.");
        }
        if (process.variable(STARTED_BY_RUN).isPresent()) {
            return Optional.of(
                    "doorbell run ends with the process that it has started. Start it by doorbell run --upgrade,"
                            + " and upgrade it by doorbell upgrade.");
        }
        if (isJob(process, parent)) {
            return Optional.of("a job of launchd ends with its process. Start it by doorbell run --upgrade.");
        }
        if (isOf(process, STARTED_BY_SYSTEMD) && !told) {
            return Optional.of("systemd ends the service with its main process, and is not told of another one. Set"
                    + " Type=notify in the unit.");
        }
        return address.filter(text -> !text.startsWith("/"))
                .map(text -> "the next generation cannot be led to the service manager at " + text
                        + ", which has no path. Start it by doorbell run --upgrade.");
    }

    /** Whether launchd has started this very process: its children inherit the label. */
    private static boolean isJob(ProcessContext process, OptionalLong parent) {
        return parent.equals(OptionalLong.of(INIT))
                && process.variable(JOB_OF_LAUNCHD)
                        .filter(label -> !label.equals(NO_JOB))
                        .isPresent();
    }

    private static boolean isOf(ProcessContext process, String variable) {
        return process.variable(variable).equals(Optional.of(String.valueOf(process.pid())));
    }
}
