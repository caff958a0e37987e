package dev.doorbell.e2e.libsystemd;

import dev.doorbell.e2e.fixture.Paths;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The program libsystemd_oracle.c, which asks the real libsystemd. */
public final class Oracle {
    static final String PROGRAM = Paths.NATIVE.resolve("libsystemd_oracle").toString();

    private static final int NO_LIBRARY = 77;
    private static final long BOUND_SECONDS = 10;

    private Oracle() {}

    /** {@return the reason why libsystemd is missing; empty if it exists} */
    public static Optional<String> missing() {
        try {
            Process process = new ProcessBuilder(List.of(PROGRAM, "is"))
                    .redirectErrorStream(true)
                    .start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
                    return Optional.of(PROGRAM + " does not end");
                }
                return process.exitValue() == NO_LIBRARY ? Optional.of("no libsystemd.so.0") : Optional.empty();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
