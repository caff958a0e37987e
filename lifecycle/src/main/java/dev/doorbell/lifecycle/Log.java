package dev.doorbell.lifecycle;

import org.jspecify.annotations.Nullable;

/** What a life says without being asked. */
final class Log {
    private Log() {}

    static void info(String message) {
        System.getLogger("dev.doorbell").log(System.Logger.Level.INFO, message);
    }

    static void warn(String message, @Nullable Throwable cause) {
        System.getLogger("dev.doorbell").log(System.Logger.Level.WARNING, message, cause);
    }
}
