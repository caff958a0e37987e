package dev.doorbell.lifecycle;

import org.jspecify.annotations.Nullable;

/** The log of a lifecycle. */
final class LifecycleLog {
    private LifecycleLog() {}

    static void info(String message) {
        System.getLogger("dev.doorbell").log(System.Logger.Level.INFO, message);
    }

    static void warn(String message, @Nullable Throwable cause) {
        System.getLogger("dev.doorbell").log(System.Logger.Level.WARNING, message, cause);
    }
}
