package dev.doorbell.lifecycle;

/** The reason of a lifecycle's end. */
public enum End {
    /** No work was in progress for the set time, or the only connection of the process has ended. */
    IDLE,
    /** A signal or {@link Lifecycle#stop()} began the shutdown, and all work ended within the drain deadline. */
    STOPPED,
    /** A signal or {@link Lifecycle#stop()} began the shutdown, and some work did not end within the drain deadline. */
    CUT_SHORT
}
