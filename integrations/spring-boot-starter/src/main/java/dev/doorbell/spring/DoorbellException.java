package dev.doorbell.spring;

/** A failure to open the listeners of an application. */
final class DoorbellException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    DoorbellException(String message) {
        super(message);
    }

    DoorbellException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
