package dev.doorbell.e2e;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** libsystemd_oracle.c, which asks the real libsystemd. */
final class Oracle {
    static final String PROGRAM = Paths.NATIVE.resolve("libsystemd_oracle").toString();

    private static final int NO_LIBRARY = 77;
    private static final long BOUND_SECONDS = 10;

    private Oracle() {}

    /** {@return why it cannot be asked; empty where it can} */
    static Optional<String> missing() {
        try {
            return hasLibrary() ? Optional.empty() : Optional.of("no libsystemd.so.0");
        } catch (IOException notBuilt) {
            return Optional.of(String.valueOf(notBuilt.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static boolean hasLibrary() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(PROGRAM, "is"))
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(PROGRAM + " does not end");
            }
            return process.exitValue() != NO_LIBRARY;
        } finally {
            process.destroyForcibly();
        }
    }
}
