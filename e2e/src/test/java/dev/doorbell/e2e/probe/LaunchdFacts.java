package dev.doorbell.e2e.probe;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.List;

/** Facts about launchd: its answers to any program, and to a job that has a socket. */
final class LaunchdFacts {
    private static final String NONE = "no such function";

    private LaunchdFacts() {}

    /**
     * Returns the facts that can be measured here.
     *
     * @param known the name of the job's socket and its path; empty if
     *     this process is not a job
     */
    static List<Fact> all(List<String> known) {
        if (known.isEmpty()) {
            return List.of(new Fact("launch_activate_socket outside of a job", "ESRCH", NONE, () -> activate("probe")));
        }
        String name = known.get(0);
        return List.of(
                new Fact("launch_activate_socket of a name of the job", "0, 1 descriptor", () -> activate(name)),
                new Fact("the same again", "EALREADY", () -> activate(name)),
                new Fact("launch_activate_socket of an unknown name", "ESRCH", () -> activate("unknown")),
                new Fact(
                        "this process has the label of its job",
                        "true",
                        () -> String.valueOf(ProcessFacts.label().startsWith("dev.doorbell.probe"))),
                new Fact("the parent of a job is process 1", "true", "false", LaunchdFacts::belowFirst));
    }

    private static String activate(String name) {
        Function function = NativeLibrary.getInstance("System").getFunction("launch_activate_socket");
        PointerByReference descriptors = new PointerByReference();
        LongByReference count = new LongByReference();
        int errno = function.invokeInt(new Object[] {name, descriptors, count});
        return errno == 0 ? "0, " + count.getValue() + " descriptor" : Errno.name(errno);
    }

    private static String belowFirst() {
        return String.valueOf(ProcessHandle.current()
                .parent()
                .map(ProcessHandle::pid)
                .filter(pid -> pid == 1)
                .isPresent());
    }
}
