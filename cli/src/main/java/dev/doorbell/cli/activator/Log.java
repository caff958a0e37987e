package dev.doorbell.cli.activator;

import java.io.PrintWriter;

/** What the activator says while it runs: on standard error, as standard output is the program's. */
public final class Log {
    private final PrintWriter err;
    private final boolean quiet;

    /**
     * Writes lines.
     *
     * @param err where to
     * @param quiet whether only what goes wrong is said
     */
    public Log(PrintWriter err, boolean quiet) {
        this.err = err;
        this.quiet = quiet;
    }

    /** What happens. */
    void say(String what) {
        if (!quiet) {
            complain(what);
        }
    }

    /** What goes wrong. */
    void complain(String what) {
        err.println("doorbell: " + Texts.printable(what));
    }
}
