package dev.doorbell.provider.systemd.variables;

import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Processes above this one. {@code -Ddoorbell.systemd.pid=ancestor} accepts the {@code LISTEN_PID} of any of them, for a
 * start script that cannot {@code exec java}. Without it nothing here is looked at: {@link ProcessHandle} is slow to
 * start.
 */
public final class Ancestors {
    static final String PROPERTY = "doorbell.systemd.pid";
    private static final String VALUE = "ancestor";

    /** The option of a user who asks for it. */
    static final String OPTION = "-D" + PROPERTY + "=" + VALUE;

    private Ancestors() {}

    /**
     * Returns whether the user asks for it.
     *
     * @throws IllegalStateException if the property has any other value
     */
    public static boolean areAccepted(ProcessContext process) {
        Optional<String> value = process.property(PROPERTY);
        if (value.isPresent() && !value.get().equals(VALUE)) {
            throw new IllegalStateException("-D" + PROPERTY + "=" + value.get() + " is not " + VALUE
                    + ", the only value that it has: it accepts a LISTEN_PID of a process above this one. Use that value,"
                    + " or remove the property.");
        }
        return value.isPresent();
    }

    /**
     * Returns whether a live process is the parent of another, or the parent's, and so on. Where a parent is not known, as that
     * of the first process in a PID namespace, no process is above it.
     */
    public static boolean isOne(long pid, long process) {
        if (!procCountsAsWeDo()) {
            return false;
        }
        Optional<ProcessHandle> start = ProcessHandle.of(process);
        Optional<ProcessHandle> above = start.isPresent() ? start.get().parent() : Optional.empty();
        while (above.isPresent() && above.get().pid() != pid) {
            above = above.get().parent();
        }
        return above.isPresent();
    }

    /** Returns whether /proc is of this PID namespace: with another, the JDK reads other processes as parents. */
    private static boolean procCountsAsWeDo() {
        Path self = Path.of("/proc/self");
        try {
            return Files.readSymbolicLink(self)
                    .toString()
                    .equals(String.valueOf(ProcessHandle.current().pid()));
        } catch (IOException | UnsupportedOperationException notLinux) {
            return true;
        }
    }
}
