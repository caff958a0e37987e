package dev.doorbell;

/** What to do about a spec that no service manager passed a listener for. */
public enum WhenMissing {
    /** Bind it in this process. A bare name cannot be bound, and fails. The default. */
    BIND,
    /** Throw {@link IllegalStateException}, naming what was passed instead. */
    FAIL,
    /** Go on without it: {@link Listeners#all(String)} is empty. */
    SKIP
}
