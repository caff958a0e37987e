package dev.doorbell;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** What Doorbell says without being asked. The logger is looked up at the first word, not at the start. */
final class Log {
    private static final Set<String> SAID = Collections.synchronizedSet(new HashSet<>());

    private static final String FILE = System.getProperty("java.home") + "/release";

    private Log() {}

    /** Loads this class: when too many files are open it would be too late. */
    static void prepare() {
        // done by calling this
    }

    /**
     * A warning where too many files may be open. A logger may want to open one, such as Java's time zones, and what fails
     * so once fails for the rest of the process: then the warning goes to standard error.
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

    /** Says it if this process has not said the very same before. */
    static void warnOnce(String message) {
        if (SAID.add(message)) {
            warn(message);
        }
    }
}
