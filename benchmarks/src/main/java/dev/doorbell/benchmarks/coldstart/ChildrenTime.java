package dev.doorbell.benchmarks.coldstart;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * The time that ended children of this process have spent, to the microsecond: {@code /proc/PID/stat} counts in hundredths
 * of a second, and a start takes four of them.
 */
final class ChildrenTime {
    private static final int RUSAGE_CHILDREN = -1;
    private static final int RUSAGE_SIZE = 144;
    private static final int TIMEVAL_SIZE = 16;

    private ChildrenTime() {}

    /** <a href="https://man7.org/linux/man-pages/man2/getrusage.2.html">getrusage(2)</a>. */
    private interface LibC extends Library {
        LibC INSTANCE = Native.load("c", LibC.class);

        int getrusage(int who, Pointer usage);
    }

    /** {@return user and system time so far, in milliseconds} */
    static double soFar() {
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
}
