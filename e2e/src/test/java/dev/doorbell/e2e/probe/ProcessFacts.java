package dev.doorbell.e2e.probe;

import static dev.doorbell.e2e.probe.CLibrary.C;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Facts about inheritance in child processes. */
final class ProcessFacts {
    private static final int CLOEXEC_DEFAULT = 0x4000;
    private static final int P_PID = 1;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = Platform.number(0x20, 0x01000000);
    private static final int F_DUPFD = 0;
    /** A number above those of the JVM, and below the smallest limit of macOS. */
    private static final int TARGET = 100;

    private static final int CLOSED = 150;
    private static final int ROOM = 1024;
    private static final String LABEL = "XPC_SERVICE_NAME";
    private static final String PRINT_LABEL = "printf %s \"${XPC_SERVICE_NAME-unset}\"";

    private final Path folder;

    ProcessFacts(Path folder) {
        this.folder = folder;
    }

    List<Fact> all() {
        return List.of(
                new Fact(
                        "what a child of POSIX_SPAWN_CLOEXEC_DEFAULT inherits", "dup2", "dup2 other", () -> spawned(0)),
                new Fact(
                        "posix_spawn_file_actions_addinherit_np of a closed number",
                        "EBADF",
                        "no such function",
                        () -> spawned(CLOSED)),
                new Fact("waitid(WNOWAIT) leaves the child for waitpid", "true", this::waited),
                new Fact(
                        "/bin/sh passes DYLD_PROBE on",
                        "dropped",
                        "kept",
                        () -> shell("printf %s \"${DYLD_PROBE-dropped}\"", Map.of("DYLD_PROBE", "kept"))),
                new Fact(
                        "LISTEN_PID=$$ of a shell is the pid of what it becomes",
                        "true",
                        () -> shell("LISTEN_PID=$$ exec sh -c 'test \"$LISTEN_PID\" = $$ && printf true'", Map.of())),
                new Fact(
                        LABEL + " of a child is that of this process (" + label() + ")",
                        "true",
                        () -> String.valueOf(label().equals(shell(PRINT_LABEL, Map.of())))),
                new Fact(
                        LABEL + " of a grandchild",
                        Platform.macosVersion() < 26 ? label() : "0",
                        label(),
                        () -> shell("sh -c '" + PRINT_LABEL + "'; :", Map.of())));
    }

    static String label() {
        String label = System.getenv(LABEL);
        return label == null ? "unset" : label;
    }

    private static String shell(String script, Map<String, String> more) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script);
        builder.environment().putAll(more);
        Process process = builder.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** Returns which of two numbers a child has open: the target of a dup2 of the file actions, and another open number. */
    private String spawned(int inherited) throws IOException {
        Path out = folder.resolve("open-" + inherited);
        int file = C.open(Files.createFile(out).toString(), 2);
        int other = C.fcntl(file, F_DUPFD, TARGET + 1);
        Pointer actions = new Memory(ROOM);
        C.posix_spawn_file_actions_init(actions);
        C.posix_spawn_file_actions_adddup2(actions, file, 1);
        C.posix_spawn_file_actions_adddup2(actions, file, TARGET);
        if (inherited > 0) {
            int refused = C.posix_spawn_file_actions_addinherit_np(actions, inherited);
            if (refused != 0) {
                return Errno.name(refused);
            }
        }
        IntByReference pid = new IntByReference();
        int refused = start(
                pid,
                actions,
                "test -e /dev/fd/" + TARGET + " && echo dup2; test -e /dev/fd/" + other + " && echo other");
        if (refused != 0) {
            return Errno.name(refused);
        }
        C.waitpid(pid.getValue(), new IntByReference(), 0);
        return String.join(" ", Files.readAllLines(out));
    }

    private static int start(IntByReference pid, Pointer actions, String script) {
        Pointer attributes = new Memory(ROOM);
        C.posix_spawnattr_init(attributes);
        C.posix_spawnattr_setflags(attributes, (short) (Platform.IS_MAC ? CLOEXEC_DEFAULT : 0));
        StringArray argv = new StringArray(new String[] {"sh", "-c", script});
        StringArray envp = new StringArray(new String[] {"PATH=/usr/bin:/bin"});
        return C.posix_spawn(pid, "/bin/sh", actions, attributes, argv, envp);
    }

    private String waited() {
        Pointer actions = new Memory(ROOM);
        C.posix_spawn_file_actions_init(actions);
        IntByReference pid = new IntByReference();
        start(pid, actions, ":");
        int child = pid.getValue();
        int seen;
        do {
            seen = C.waitid(P_PID, child, new Memory(ROOM), WEXITED | WNOWAIT);
        } while (Errno.of(seen).equals("EINTR"));
        return String.valueOf(seen == 0 && C.waitpid(child, new IntByReference(), 0) == child);
    }
}
