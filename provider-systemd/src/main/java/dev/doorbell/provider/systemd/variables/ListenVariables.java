package dev.doorbell.provider.systemd.variables;

import dev.doorbell.descriptors.files.PidfdId;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The variables {@code LISTEN_PID}, {@code LISTEN_PIDFDID}, {@code LISTEN_FDS} and {@code LISTEN_FDNAMES}, read as {@code sd_listen_fds_with_names(3)} reads them, in its order.
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

    /** The name of a descriptor that has none. */
    public static final String UNKNOWN = "unknown";

    /** Reads them; the id of the pidfd is asked for only where systemd passed one to compare it with, as it does since 259. */
    public static ListenVariables read(ProcessContext process) throws IOException {
        return read(process, process.variable("LISTEN_PIDFDID").isPresent() ? PidfdId.own() : OptionalLong.empty());
    }

    /**
     * Reads them.
     *
     * @param process the process whose environment they are in
     * @param ownPidfdId the id of its pidfd; empty where it is not known, and then the pid alone decides
     * @throws IOException if a variable is malformed that libsystemd would read
     * @throws IllegalStateException if the property that accepts ancestors has a value that it does not know
     */
    public static ListenVariables read(ProcessContext process, OptionalLong ownPidfdId) throws IOException {
        // asked here first, so that the class that knows ancestors is loaded for them alone
        boolean acceptsAncestors = process.property(Ancestors.PROPERTY).isPresent() && Ancestors.areAccepted(process);
        // libsystemd splits the names before it looks at the pid: a list that does not split is an error even where the
        // descriptors are another process's
        Optional<String> list = process.variable("LISTEN_FDNAMES");
        Optional<List<String>> names = list.isPresent() ? Optional.of(split(list.get())) : Optional.empty();
        Optional<String> pid = process.variable("LISTEN_PID");
        if (pid.isEmpty()) {
            return nothing(Applicability.absent("LISTEN_PID is not set."));
        }
        long wanted = pidOf(pid.get());
        long own = process.pid();
        if (wanted == own) {
            return forThisPid(process, ownPidfdId, names);
        }
        return acceptsAncestors && Ancestors.isOne(wanted, own)
                ? forAncestor(process, wanted, names)
                : nothing(anothers(pid.get(), own, acceptsAncestors));
    }

    private static ListenVariables forThisPid(
            ProcessContext process, OptionalLong ownPidfdId, Optional<List<String>> names) throws IOException {
        Optional<String> pidfdId = process.variable("LISTEN_PIDFDID");
        if (pidfdId.isPresent() && differs(pidfdIdOf(pidfdId.get()), ownPidfdId)) {
            return nothing(ofEarlierProcess(pidfdId.get(), ownPidfdId.getAsLong()));
        }
        return announced(process, "LISTEN_PID is this process", names);
    }

    /**
     * {@code LISTEN_PIDFDID} is the ancestor's, and nobody but itself can ask for it without native code. It is there to
     * tell an earlier process of the same pid, which a live parent is not: so only its form is checked.
     */
    private static ListenVariables forAncestor(ProcessContext process, long pid, Optional<List<String>> names)
            throws IOException {
        Optional<String> pidfdId = process.variable("LISTEN_PIDFDID");
        if (pidfdId.isPresent()) {
            pidfdIdOf(pidfdId.get());
        }
        return announced(
                process, "LISTEN_PID is " + pid + ", above this process as " + Ancestors.OPTION + " accepts,", names);
    }

    private static ListenVariables announced(ProcessContext process, String whose, Optional<List<String>> names)
            throws IOException {
        Optional<String> fds = process.variable("LISTEN_FDS");
        return fds.isPresent()
                ? announced(countOf(fds.get()), whose, names)
                : nothing(
                        Applicability.absent(whose + (whose.endsWith(",") ? "" : ",") + " but LISTEN_FDS is not set."));
    }

    /** The name of the descriptor at an index from 0. */
    public String name(int index) {
        return names.isPresent() ? names.get().get(index) : UNKNOWN;
    }

    private static boolean differs(long pidfdId, OptionalLong own) {
        return own.isPresent() && own.getAsLong() != pidfdId;
    }

    private static ListenVariables nothing(Applicability why) {
        return new ListenVariables(0, Optional.empty(), why);
    }

    private static ListenVariables announced(int count, String whose, Optional<List<String>> names) throws IOException {
        if (names.isPresent() && names.get().size() != count) {
            throw Malformed.names(names.get().size(), count);
        }
        StringBuilder reason =
                new StringBuilder(whose).append(" and LISTEN_FDS is ").append(count);
        if (names.isPresent()) {
            reason.append(", named ").append(String.join(", ", names.get()));
        }
        return new ListenVariables(
                count, names, Applicability.applies(reason.append('.').toString()));
    }

    private static Applicability anothers(String listenPid, long pid, boolean acceptsAncestors) {
        String mismatch = "systemd set LISTEN_PID=" + listenPid + " but this process is " + pid;
        String sockets = " If the sockets are meant for that process alone, nothing is wrong: unset LISTEN_PID where it"
                + " starts java, to say so.";
        return Applicability.misdirected(
                acceptsAncestors
                        ? mismatch + ", and no process above it is " + listenPid + ", as " + Ancestors.OPTION
                                + " would accept. Let the process that systemd starts run java." + sockets
                        : mismatch
                                + ": a wrapper started java as its child. Start it with `exec java ...`, and the sockets"
                                + " arrive; where it cannot, with " + Ancestors.OPTION + "." + sockets);
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

    /** A colon ends a name, also an empty one; a backslash takes the next character as it is: strv_split_full() of systemd. */
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
