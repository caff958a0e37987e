package dev.doorbell.handover;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.doorbell.descriptors.notify.ListenFds;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.LibC;
import dev.doorbell.spi.OperatingSystem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The environment of a child process, as {@link dev.doorbell.descriptors.posix.ByteText}. */
final class ChildEnvironment {
    /** Variables whose value a shell does not take from its environment, or changes. */
    private static final Set<String> SET_BY_SHELLS = Set.of("IFS", "OPTIND", "PPID");

    /**
     * The variables of {@code sd_listen_fds(3)}, also those that it may get, but no {@code LISTEN_PORT} of a program; launchd's
     * label of a job, whose child is not a job, and would ask launchd for the job's sockets; and those by which Doorbell
     * tells a process how it was started.
     */
    private static final Pattern OF_ONE_PROCESS = Pattern.compile(
            ListenFds.PREFIX + "(FD|PID).*|XPC_SERVICE_NAME|DOORBELL_(BOUND|MANAGER_SOCKET|PREDECESSOR|RUN)");

    /** "Name" of the POSIX shell language. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Map<String, String> variables = new LinkedHashMap<>();

    private ChildEnvironment() {}

    /** The environment of this process, without the variables of only this process. System.getenv() would decode the bytes. */
    static ChildEnvironment ofThisProcess() {
        ChildEnvironment environment = new ChildEnvironment();
        for (Pointer entry : environ().getPointerArray(0)) {
            environment.add(entry.getString(0, StandardCharsets.ISO_8859_1.name()));
        }
        environment.variables.keySet().removeIf(OF_ONE_PROCESS.asMatchPredicate());
        return environment;
    }

    private static Pointer environ() {
        // macOS keeps the variable from libraries, environ(7)
        return CNumber.OS == OperatingSystem.MACOS
                ? LibC.INSTANCE._NSGetEnviron().getPointer(0)
                : NativeLibrary.getInstance("c")
                        .getGlobalVariableAddress("environ")
                        .getPointer(0);
    }

    private void add(String entry) {
        int equals = entry.indexOf('=');
        if (equals > 0) {
            // getenv(3) finds the first
            variables.putIfAbsent(entry.substring(0, equals), entry.substring(equals + 1));
        }
    }

    /** Sets a variable, or removes it. */
    void put(String variable, @Nullable String value) {
        if (value == null) {
            variables.remove(variable);
        } else {
            variables.put(variable, value);
        }
    }

    /** Removes all variables but these. */
    void keepOnly(Set<String> kept) {
        variables.keySet().retainAll(kept);
    }

    @Nullable
    String get(String variable) {
        return variables.get(variable);
    }

    /** The variables that the shell keeps, as {@code NAME=VALUE}. */
    List<String> entries() {
        return entries(true);
    }

    /** The variables that dash drops, as their names are not names to it, and those that macOS keeps from it. */
    List<String> entriesThatShellsDrop() {
        return entries(false);
    }

    private List<String> entries(boolean shellNames) {
        List<String> entries = new ArrayList<>();
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            if (isShellName(variable.getKey()) == shellNames) {
                entries.add(variable.getKey() + "=" + variable.getValue());
            }
        }
        return entries;
    }

    /** System Integrity Protection removes them for programs of the system, as {@code /bin/sh} is one. */
    private static boolean isKeptFromPrograms(String name) {
        return CNumber.OS == OperatingSystem.MACOS && (name.startsWith("DYLD_") || name.equals("LD_LIBRARY_PATH"));
    }

    /** Whether shells take a variable from their environment, and pass it on. */
    private static boolean isShellName(String name) {
        return NAME.matcher(name).matches() && !SET_BY_SHELLS.contains(name) && !isKeptFromPrograms(name);
    }
}
