package dev.doorbell;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** The log of Doorbell. The logger is looked up for the first message, not at the start. */
final class Log {
    private static final Set<String> LOGGED = Collections.synchronizedSet(new HashSet<>());

    private static final String FILE = System.getProperty("java.home") + "/release";

    private Log() {}

    /** Loads this class, which cannot be loaded when too many files are open. */
    static void prepare() {
        // done by calling this
    }

    /**
     * Logs a warning where too many files may be open. A logger may open one, such as Java's time zones, and a failure of that
     * is permanent in a process: then the warning goes to standard error.
     */
    static void warnInShortage(String message) {
        if (canOpenFiles()) {
            warn(message);
        } else {
            System.err.println("doorbell: " + message);
        }
    }

    private static boolean canOpenFiles() {
        try (FileInputStream one = new FileInputStream(FILE);
                FileInputStream another = new FileInputStream(FILE)) {
            return one != another;
        } catch (IOException full) {
            return false;
        }
    }

    static void warn(String message) {
        System.getLogger("dev.doorbell").log(System.Logger.Level.WARNING, message);
    }

    /** Logs a warning that this process has not logged before. */
    static void warnOnce(String message) {
        if (LOGGED.add(message)) {
            warn(message);
        }
    }
}
