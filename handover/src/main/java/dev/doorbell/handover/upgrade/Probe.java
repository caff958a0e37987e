package dev.doorbell.handover.upgrade;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command that tells by the exit status 0 that a program is ready, as {@code HEALTHCHECK} of a Dockerfile does, in place of
 * {@code READY=1}.
 *
 * @param command the command; it finds the program's pid in {@code MAINPID}
 */
public record Probe(List<String> command) {
    private static final File NULL_DEVICE = new File("/dev/null");

    /** How long one run may take. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /**
     * Runs the command once.
     *
     * @param pid the program's process
     * @param left how much time is left; a run of a command that takes longer fails
     * @return whether it has ended with exit status 0
     * @throws IOException if the command cannot be started
     */
    boolean succeeds(long pid, Duration left) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Redirect.from(NULL_DEVICE))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().put("MAINPID", String.valueOf(pid));
        Process run = builder.start();
        try {
            long bound = Math.min(LONGEST.toMillis(), Math.max(1, left.toMillis()));
            return run.waitFor(bound, TimeUnit.MILLISECONDS) && run.exitValue() == 0;
        } finally {
            if (run.isAlive()) {
                run.descendants().forEach(ProcessHandle::destroyForcibly);
                run.destroyForcibly();
            }
        }
    }
}
