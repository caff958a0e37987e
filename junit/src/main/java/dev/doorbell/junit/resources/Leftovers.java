package dev.doorbell.junit.resources;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The processes that a program has started and that have left its process group, by a variable in their
 * environment. Linux only: elsewhere a process does not see the environment of another.
 */
public final class Leftovers {
    /** The variable, whose value is the directory of the program. */
    public static final String VARIABLE = "DOORBELL_JUNIT";

    private static final Path PROC = Path.of("/proc");

    /** A process that forks meanwhile is seen in the next round; one that cannot be killed must not keep the test. */
    private static final int MOST_ROUNDS = 100;

    private Leftovers() {}

    /**
     * Kills each process that has the variable in its environment.
     *
     * @param directory its value
     */
    public static void kill(Path directory) {
        String variable = VARIABLE + "=" + directory;
        if (Files.isDirectory(PROC.resolve("self"))) {
            int rounds = 0;
            while (killed(variable) && rounds < MOST_ROUNDS) {
                rounds++;
            }
        }
    }

    private static boolean killed(String variable) {
        List<ProcessHandle> found = ProcessHandle.allProcesses()
                .filter(process -> isMarked(process.pid(), variable))
                .toList();
        found.forEach(ProcessHandle::destroyForcibly);
        return !found.isEmpty();
    }

    private static boolean isMarked(long pid, String variable) {
        try {
            byte[] environment = Files.readAllBytes(PROC.resolve(pid + "/environ"));
            return ("\0" + new String(environment, StandardCharsets.ISO_8859_1)).contains("\0" + variable + "\0");
        } catch (IOException otherUser) {
            return false;
        }
    }
}
