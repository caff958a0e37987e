package dev.doorbell.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** libsystemd_oracle.c, which asks the real libsystemd. */
final class Oracle {
    static final String PROGRAM = Paths.NATIVE.resolve("libsystemd_oracle").toString();

    private static final int NO_LIBRARY = 77;
    private static final long BOUND_SECONDS = 10;

    private Oracle() {}

    /** Skips the test where this machine has no libsystemd; with {@code CI=true} it fails. */
    static void need() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(PROGRAM, "is"))
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(PROGRAM + " does not end");
            }
            boolean there = process.exitValue() != NO_LIBRARY;
            String reason = "this machine has no libsystemd.so.0";
            if (!there && "true".equals(System.getenv("CI"))) {
                throw new AssertionError(reason + ", and with CI=true nothing may be skipped");
            }
            assumeTrue(there, reason);
        } finally {
            process.destroyForcibly();
        }
    }
}
