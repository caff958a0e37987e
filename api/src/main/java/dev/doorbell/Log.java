package dev.doorbell;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** What Doorbell says without being asked. The logger is looked up at the first word, not at the start. */
final class Log {
    private static final Set<String> SAID = Collections.synchronizedSet(new HashSet<>());

    private Log() {}

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
