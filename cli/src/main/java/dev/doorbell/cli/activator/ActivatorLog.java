package dev.doorbell.cli.activator;

import dev.doorbell.units.text.PrintableText;
import java.io.PrintWriter;

/** The log of the activator, on standard error: standard output is the program's. */
public final class ActivatorLog {
    private final PrintWriter err;
    private final boolean quiet;

    /**
     * Creates a log.
     *
     * @param err the output
     * @param quiet whether it has errors only
     */
    public ActivatorLog(PrintWriter err, boolean quiet) {
        this.err = err;
        this.quiet = quiet;
    }

    void info(String message) {
        if (!quiet) {
            error(message);
        }
    }

    void error(String message) {
        err.println("doorbell: " + PrintableText.of(message));
    }
}
