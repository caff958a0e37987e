package dev.doorbell.handover.generations;

import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The reason why the end of this process ends its service, so that no other process can take over. */
final class EndOfService {
    /** Of {@code systemd.exec(5)}, since version 248; a child inherits the pid of another process. */
    static final String STARTED_BY_SYSTEMD = "SYSTEMD_EXEC_PID";

    /** Set by {@code doorbell run} to its pid. */
    private static final String STARTED_BY_RUN = "DOORBELL_RUN";

    /** Init programs of containers, and supervisors, which wait for the process that they have started. */
    private static final Set<String> ENDING_WITH_CHILD = Set.of(
            "catatonit", "daemon", "docker-init", "dumb-init", "perpd", "runsv", "s6-supervise", "supervisord", "tini");

    private static final String JOB_OF_LAUNCHD = "XPC_SERVICE_NAME";
    private static final String NO_JOB = "0";
    private static final int INIT = 1;

    private EndOfService() {}

    /**
     * The process that is the parent of this one.
     *
     * @param pid empty where the system does not tell
     * @param name its name in {@code /proc/PID/comm}; empty where the system does not tell, and if it has not started the program
     */
    record Parent(OptionalLong pid, Optional<String> name) {
        /** {@return that of this process, with its name} */
        static Parent named() {
            Parent parent = unnamed();
            return parent.pid.isEmpty() ? parent : new Parent(parent.pid, name(parent.pid.getAsLong()));
        }

        /** {@return that of this process, without its name} */
        static Parent unnamed() {
            OptionalLong pid = ProcessHandle.current().parent().stream()
                    .mapToLong(ProcessHandle::pid)
                    .findFirst();
            return new Parent(pid, Optional.empty());
        }

        private static Optional<String> name(long pid) {
            try {
                return Optional.of(
                        Files.readString(Path.of("/proc/" + pid + "/comm")).strip());
            } catch (IOException | RuntimeException notTold) {
                return Optional.empty();
            }
        }
    }

    /**
     * Finds the reason.
     *
     * @param parent the process that has started this one
     * @param told whether a service manager is told which process is the main one
     * @param address where it listens
     * @return a sentence for the operator; empty if another process can take over
     */
    static Optional<String> find(ProcessContext process, Parent parent, boolean told, Optional<String> address) {
        if (process.pid() == INIT) {
            return Optional.of("process 1 ends with its container. Start it by doorbell run --upgrade.");
        }
        // a child of its program inherits the variable
        if (parent.pid.isPresent() && is(process, STARTED_BY_RUN, parent.pid.getAsLong())) {
            return Optional.of(
                    "doorbell run ends with the process that it has started. Start it by doorbell run --upgrade,"
                            + " and upgrade it by doorbell upgrade.");
        }
        if (isJob(process, parent)) {
            return Optional.of("a job of launchd ends with its process. Start it by doorbell run --upgrade.");
        }
        if (!told && is(process, STARTED_BY_SYSTEMD, process.pid())) {
            return Optional.of("systemd ends the service with its main process, and accepts no other one. Set"
                    + " Type=notify in the unit.");
        }
        if (!told && parent.name.filter(ENDING_WITH_CHILD::contains).isPresent()) {
            return Optional.of(
                    parent.name.get() + " ends with the process that it has started, or starts the program again."
                            + " Start it by doorbell run --upgrade.");
        }
        return address.filter(text -> !text.startsWith("/"))
                .map(text -> "the next generation cannot notify the service manager at " + text
                        + ", an address without a path. Start it by doorbell run --upgrade.");
    }

    /** Whether launchd has started this very process: its children inherit the label. */
    private static boolean isJob(ProcessContext process, Parent parent) {
        return parent.pid.equals(OptionalLong.of(INIT))
                && process.variable(JOB_OF_LAUNCHD)
                        .filter(label -> !label.equals(NO_JOB))
                        .isPresent();
    }

    private static boolean is(ProcessContext process, String variable, long pid) {
        return process.variable(variable).equals(Optional.of(String.valueOf(pid)));
    }
}
