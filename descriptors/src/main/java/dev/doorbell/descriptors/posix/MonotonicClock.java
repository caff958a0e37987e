package dev.doorbell.descriptors.posix;

import com.sun.jna.NativeLong;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * {@code CLOCK_MONOTONIC} of {@code clock_gettime(2)}, which all processes of a machine share. {@link System#nanoTime()}
 * promises no origin that other processes share.
 */
public final class MonotonicClock {
    private static final int CLOCK_MONOTONIC = CNumber.CLOCK_MONOTONIC.here();

    private MonotonicClock() {}

    /**
     * The time now.
     *
     * @return in microseconds
     * @throws UnsupportedOperationException if JNA is missing
     * @throws IOException if the operating system refuses
     */
    public static long micros() throws IOException {
        LibC library = Jna.libC("The monotonic clock");
        // struct timespec
        NativeLong[] time = {new NativeLong(), new NativeLong()};
        if (library.clock_gettime(CLOCK_MONOTONIC, time) != 0) {
            throw new IOException("clock_gettime(CLOCK_MONOTONIC) failed: " + LibC.reason());
        }
        return TimeUnit.SECONDS.toMicros(time[0].longValue()) + TimeUnit.NANOSECONDS.toMicros(time[1].longValue());
    }
}
