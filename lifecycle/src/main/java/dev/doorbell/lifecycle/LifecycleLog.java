package dev.doorbell.lifecycle;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The log of a lifecycle. */
final class LifecycleLog {
    private LifecycleLog() {}

    static void info(String message) {
        System.getLogger("dev.doorbell").log(System.Logger.Level.INFO, message);
    }

    /** A refusal has a message that says all; of any other failure the stack is of use. */
    static void failed(String what, @Nullable Throwable failure) {
        if (failure instanceof IOException || failure instanceof UnsupportedOperationException) {
            warn("Lifecycle: " + what + " failed: " + failure.getMessage(), null);
        } else {
            warn("Lifecycle: " + what + " failed", failure);
        }
    }

    static void warn(String message, @Nullable Throwable cause) {
        System.getLogger("dev.doorbell").log(System.Logger.Level.WARNING, message, cause);
    }
}
