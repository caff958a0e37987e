package dev.doorbell;

import org.jspecify.annotations.Nullable;

/** The policy for a listener that the service manager passed and that no spec asks for. */
public enum WhenUnclaimed {
    /** Keep it open and log a warning, once for each in this process. The default. */
    WARN,
    /**
     * Accept each connection and close it, and drop each datagram, until the {@link Listeners} are closed. The service
     * manager listens on the same socket, so closing our copy would leave clients hanging in its backlog. A connection
     * that was itself passed is closed.
     */
    REJECT,
    /** Close our copy and log nothing. Clients can still connect, because the service manager still listens. */
    CLOSE,
    /** Throw {@link IllegalStateException}, naming what was not asked for; nothing is bound, adopted or closed. */
    FAIL,
    /**
     * Keep it open and log nothing: another component of this process will claim it. With any other policy it is an
     * error if it may be meant for a spec that has no listener and nothing says which; with this one, it is not.
     */
    LATER;

    static WhenUnclaimed orDefault(@Nullable WhenUnclaimed policy) {
        return policy == null ? WARN : policy;
    }
}
