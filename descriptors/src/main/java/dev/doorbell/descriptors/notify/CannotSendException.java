package dev.doorbell.descriptors.notify;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Thrown where no way to send a datagram is open in this JVM. The message says how to open one. */
public final class CannotSendException extends UnsupportedOperationException {
    @Serial
    private static final long serialVersionUID = 1;

    /** An exception with a message for the user. */
    public CannotSendException(String message) {
        this(message, null);
    }

    CannotSendException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
