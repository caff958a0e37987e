package dev.doorbell.agent.adoption;

import java.net.ProtocolFamily;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a {@link BindRequest}.
 *
 * @param isBound whether the socket has the address now
 * @param family that of the adopted socket, where the program's was of another one; null otherwise
 */
record Outcome(boolean isBound, @Nullable ProtocolFamily family) {
    static final Outcome LEFT = new Outcome(false, null);
    static final Outcome BOUND = new Outcome(true, null);
}
