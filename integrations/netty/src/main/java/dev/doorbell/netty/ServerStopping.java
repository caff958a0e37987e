package dev.doorbell.netty;

/**
 * A user event that each open connection of a {@link NettyIntake} gets when the shutdown begins. The handler of a protocol
 * can end its connection at the next good moment: the drain waits for it.
 */
public enum ServerStopping {
    /** The only event. */
    EVENT
}
