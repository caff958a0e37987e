package dev.doorbell.benchmarks.coldstart;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.Strings;

/** Figures that the kernel has of a process. */
final class ProcessFigures {
    private static final String PEAK = "VmHWM:";
    private static final double KIB_PER_MIB = 1024;
    private static final int RUSAGE_CHILDREN = -1;
    private static final int RUSAGE_SIZE = 144;
    private static final int TIMEVAL_SIZE = 16;

    private ProcessFigures() {}

    /** <a href="https://man7.org/linux/man-pages/man2/getrusage.2.html">getrusage(2)</a>. */
    private interface LibC extends Library {
        LibC INSTANCE = Native.load("c", LibC.class);

        int getrusage(int who, Pointer usage);
    }

    /**
     * The user and system time of this process's children that have ended, in milliseconds. {@code /proc/PID/stat} counts in
     * hundredths of a second, which is too coarse: a start takes four of them.
     */
    static double cpuOfEndedChildren() {
        try (Memory usage = new Memory(RUSAGE_SIZE)) {
            if (LibC.INSTANCE.getrusage(RUSAGE_CHILDREN, usage) != 0) {
                throw new IllegalStateException("getrusage failed with errno " + Native.getLastError());
            }
            return millis(usage, 0) + millis(usage, TIMEVAL_SIZE);
        }
    }

    private static double millis(Memory usage, long offset) {
        return usage.getLong(offset) * 1e3 + usage.getLong(offset + Long.BYTES) / 1e3;
    }

    /** {@return the peak resident memory so far, in MiB} */
    static double peak(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith(PEAK)) {
                return Long.parseLong(StringUtils.getDigits(line)) / KIB_PER_MIB;
            }
        }
        throw new IOException("/proc/" + pid + "/status has no " + PEAK);
    }

    /** {@return the names of the shared libraries that are mapped} */
    static Set<String> libraries(long pid) throws IOException {
        Set<String> names = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/maps"))) {
            String name = Strings.CS.removeEnd(StringUtils.substringAfterLast(line, "/"), " (deleted)");
            if (name.contains(".so") || name.endsWith(".tmp")) {
                names.add(name.replaceAll("[0-9]{6,}", "*"));
            }
        }
        return names;
    }
}
