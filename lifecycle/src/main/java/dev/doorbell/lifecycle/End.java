package dev.doorbell.lifecycle;

/** Why a program's life has ended. */
public enum End {
    /** Nothing was in flight for the time that was set. */
    IDLE,
    /** It was told to stop, by a signal or {@link Lifecycle#stop()}, and all work was done within the deadline. */
    STOPPED,
    /** It was told to stop, and some work was not done within the deadline. */
    CUT_SHORT
}
