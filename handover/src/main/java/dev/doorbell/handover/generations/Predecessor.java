package dev.doorbell.handover.generations;

import dev.doorbell.descriptors.notify.ListenFds;
import dev.doorbell.handover.Handover;
import dev.doorbell.handover.notify.NotifySocket;
import dev.doorbell.spi.ProcessContext;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The generation that has started this process.
 *
 * @param pid its process
 * @param path where this process notifies: first that generation, and when it has handed over, the service manager
 * @param manager the address of the service manager's own socket; empty if there is no manager
 */
record Predecessor(long pid, NotifyPath path, Optional<String> manager) {
    private static final String VARIABLE = "DOORBELL_PREDECESSOR";
    private static final String MANAGER = "DOORBELL_MANAGER_SOCKET";
    private static final String SEPARATOR = ":";
    private static final Pattern VALUE = Pattern.compile("(\\d{1,18})" + SEPARATOR + "(/.+)");

    /** {@return that of a process; empty if another program started it, such as a next generation, whose variables it inherits} */
    static Optional<Predecessor> of(ProcessContext process) {
        boolean isAddressed = process.variable(ListenFds.PID).equals(Optional.of(String.valueOf(process.pid())));
        return process.variable(VARIABLE)
                .filter(value -> isAddressed)
                .map(VALUE::matcher)
                .filter(Matcher::matches)
                .filter(parts -> process.variable(NotifySocket.VARIABLE).equals(Optional.of(parts.group(2))))
                .map(parts -> new Predecessor(
                        Long.parseLong(parts.group(1)),
                        NotifyPath.of(Path.of(parts.group(2))),
                        process.variable(MANAGER)));
    }

    /** Tells a child that this process is its predecessor. */
    static void announce(Handover child, NotifyPath path, Optional<String> manager) {
        child.environment(VARIABLE, ProcessHandle.current().pid() + SEPARATOR + path.socket());
        manager.ifPresent(address -> child.environment(MANAGER, address));
    }

    /** {@return whether it waits until this process is ready, and the manager does not know of this process} */
    boolean waits() {
        return path.isSocket()
                && ProcessHandle.current().parent().map(ProcessHandle::pid).equals(Optional.of(pid));
    }
}
