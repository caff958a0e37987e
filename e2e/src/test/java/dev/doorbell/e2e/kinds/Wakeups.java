package dev.doorbell.e2e.kinds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The number of times that a thread of another process runs while nothing happens to it: the context switches of
 * {@code proc(5)}.
 */
final class Wakeups {
    private static final long WINDOW_MILLIS = 500;
    private static final String COUNT = "voluntary_ctxt_switches:";

    private Wakeups() {}

    /** {@return 0 for a thread that waits in the kernel, more for a thread that polls} */
    static long inHalfASecond(long pid, String thread) throws Exception {
        long before = soFar(pid, thread);
        // not a wait for an event: the time that is measured
        TimeUnit.MILLISECONDS.sleep(WINDOW_MILLIS);
        return soFar(pid, thread) - before;
    }

    private static long soFar(long pid, String thread) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks.toList()) {
                List<String> status = Files.readAllLines(task.resolve("status"));
                if (status.contains("Name:\t" + thread)) {
                    return count(status);
                }
            }
        }
        throw new IOException("process " + pid + " has no thread " + thread);
    }

    private static long count(List<String> status) throws IOException {
        for (String line : status) {
            if (line.startsWith(COUNT)) {
                return Long.parseLong(line.substring(COUNT.length()).strip());
            }
        }
        throw new IOException("no " + COUNT);
    }
}
