package dev.doorbell.provider.systemd.variables;

import dev.doorbell.descriptors.files.PidfdId;
import dev.doorbell.descriptors.notify.ListenFds;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The variables {@code LISTEN_PID}, {@code LISTEN_PIDFDID}, {@code LISTEN_FDS} and {@code LISTEN_FDNAMES}, read as
 * {@code sd_listen_fds_with_names(3)} reads them, in its order.
 *
 * @param count how many descriptors are announced for this process; 0 if none
 * @param names their names, as many as descriptors; empty where they have none
 * @param applicability whether there is anything, and why
 */
public record ListenVariables(int count, Optional<List<String>> names, Applicability applicability) {
    /** The service manager's name, in messages and as that of the provider. */
    public static final String MANAGER = "systemd";

    /** {@code SD_LISTEN_FDS_START}. */
    public static final int FIRST_DESCRIPTOR = 3;

    /** The name of the descriptor that is connected to the notify socket, and is not a listener. */
    public static final String NOTIFY = "doorbell-notify";

    /** The name of a descriptor that has none. */
    public static final String UNKNOWN = "unknown";

    /**
     * Reads them.
     *
     * @param process the process whose environment they are in
     * @throws IOException if a variable is malformed that libsystemd would read
     * @throws IllegalStateException if the property that accepts ancestors has an unknown value
     */
    public static ListenVariables read(ProcessContext process) throws IOException {
        return read(process, null);
    }

    /**
     * Reads them.
     *
     * @param ownPidfdId the id of the process's pidfd, in tests; empty if it is not known, and then only the pid decides; null
     *     to ask for it, which is done only for a process that the pid names
     */
    public static ListenVariables read(ProcessContext process, @Nullable OptionalLong ownPidfdId) throws IOException {
        // asked here first, so that the class that knows ancestors is loaded only for them
        boolean acceptsAncestors = process.property(Ancestors.PROPERTY).isPresent() && Ancestors.areAccepted(process);
        // libsystemd splits the names before it looks at the pid: a list that does not split is an error even where the
        // descriptors are another process's
        Optional<String> list = process.variable(ListenFds.FDNAMES);
        Optional<List<String>> names = list.isPresent() ? Optional.of(split(list.get())) : Optional.empty();
        Optional<String> listenPid = process.variable(ListenFds.PID);
        if (listenPid.isEmpty()) {
            return nothing(Applicability.absent("LISTEN_PID is not set."));
        }
        long pid = pidOf(listenPid.get());
        long own = process.pid();
        if (pid != own && !(acceptsAncestors && Ancestors.isOne(pid, own))) {
            return nothing(ofAnother(listenPid.get(), own, acceptsAncestors));
        }
        Optional<String> pidfdId = process.variable(ListenFds.PIDFDID);
        if (pidfdId.isPresent()) {
            long wanted = pidfdIdOf(pidfdId.get());
            // without native code only an ancestor itself can ask for its id, and the id of a live process needs no
            // check
            OptionalLong found = pid != own ? OptionalLong.empty() : ownPidfdId == null ? PidfdId.own() : ownPidfdId;
            if (found.isPresent() && found.getAsLong() != wanted) {
                return nothing(ofEarlierProcess(pidfdId.get(), found.getAsLong()));
            }
        }
        return announced(
                process,
                pid == own ? "LISTEN_PID is this process" : Ancestors.OPTION + " accepts LISTEN_PID " + pid,
                names);
    }

    private static ListenVariables announced(ProcessContext process, String whose, Optional<List<String>> names)
            throws IOException {
        Optional<String> fds = process.variable(ListenFds.FDS);
        if (fds.isEmpty()) {
            return nothing(Applicability.absent(whose + ", but LISTEN_FDS is not set."));
        }
        int count = countOf(fds.get());
        StringBuilder reason =
                new StringBuilder(whose).append(" and LISTEN_FDS is ").append(count);
        if (names.isPresent()) {
            if (names.get().size() != count) {
                throw Malformed.names(names.get().size(), count);
            }
            reason.append(", named ").append(String.join(", ", names.get()));
        }
        reason.append('.');
        return new ListenVariables(
                count,
                names,
                hasListener(names)
                        ? Applicability.applies(reason.toString())
                        : Applicability.absent(reason + " That is the service manager's socket, not a listener."));
    }

    private static boolean hasListener(Optional<List<String>> names) {
        if (names.isPresent()) {
            for (String name : names.get()) {
                if (!name.equals(NOTIFY)) {
                    return true;
                }
            }
        }
        return names.isEmpty();
    }

    /** Returns the name of the descriptor at an index from 0. */
    public String name(int index) {
        return names.isPresent() ? names.get().get(index) : UNKNOWN;
    }

    private static ListenVariables nothing(Applicability why) {
        return new ListenVariables(0, Optional.empty(), why);
    }

    private static Applicability ofAnother(String listenPid, long pid, boolean acceptsAncestors) {
        String mismatch = "systemd set LISTEN_PID=" + listenPid + " but this process is " + pid;
        String cause = acceptsAncestors
                ? ", and no process above it is " + listenPid + ", as " + Ancestors.OPTION
                        + " would accept. Let the process that systemd starts run java."
                : ": a wrapper started java as its child. Start java with `exec java ...`, or with " + Ancestors.OPTION
                        + " if the wrapper cannot be changed.";
        return Applicability.misdirected(mismatch + cause + " If the sockets are meant only for process " + listenPid
                + ", unset LISTEN_PID where it starts java.");
    }

    private static Applicability ofEarlierProcess(String listenPidfdId, long own) {
        return Applicability.misdirected("systemd set LISTEN_PIDFDID=" + listenPidfdId + " but that of this process is "
                + Long.toUnsignedString(own) + ": the sockets were meant for an earlier process with the same pid. Let"
                + " the socket unit start the program, or unset LISTEN_PID where it is started.");
    }

    private static long pidOf(String text) throws IOException {
        OptionalLong pid = LibsystemdNumbers.parsePid(text);
        if (pid.isEmpty()) {
            throw Malformed.pid(text);
        }
        return pid.getAsLong();
    }

    private static int countOf(String text) throws IOException {
        OptionalInt count = LibsystemdNumbers.parseInt(text);
        if (count.isEmpty() || count.getAsInt() <= 0 || count.getAsInt() > Integer.MAX_VALUE - FIRST_DESCRIPTOR) {
            throw Malformed.count(text);
        }
        return count.getAsInt();
    }

    private static long pidfdIdOf(String text) throws IOException {
        OptionalLong id = LibsystemdNumbers.parseUnsignedLong(text);
        if (id.isEmpty()) {
            throw Malformed.pidfdId(text);
        }
        return id.getAsLong();
    }

    /** Splits at colons, also into empty names; a backslash takes the next character as it is: strv_split_full() of systemd. */
    static List<String> split(String text) throws IOException {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                names.add(name.toString());
                name.setLength(0);
            } else if (c != '\\') {
                name.append(c);
            } else if (++i < text.length()) {
                name.append(text.charAt(i));
            } else {
                throw Malformed.escape(text);
            }
        }
        names.add(name.toString());
        return names;
    }
}
