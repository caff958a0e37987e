package dev.doorbell.e2e.opening;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The processor time of a process while nothing happens to it. */
public record ProcessorTime(ProcessHandle process) {
    private static final long WINDOW_MILLIS = 500;

    public static ProcessorTime of(long pid) {
        return new ProcessorTime(ProcessHandle.of(pid).orElseThrow());
    }

    /** {@return the milliseconds, about 500 for a loop that only fails} */
    public long spentInHalfASecond() throws InterruptedException {
        long before = soFar();
        // not a wait for an event: the time that is measured
        TimeUnit.MILLISECONDS.sleep(WINDOW_MILLIS);
        return soFar() - before;
    }

    private long soFar() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }
}
