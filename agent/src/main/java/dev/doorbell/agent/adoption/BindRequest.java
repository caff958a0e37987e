package dev.doorbell.agent.adoption;

import dev.doorbell.spec.Address;
import java.io.IOException;

/**
 * A call of {@code bind(2)} that the program is about to make.
 *
 * @param number its socket
 * @param owner the object that has the socket: a channel, or the implementation of a {@link java.net.ServerSocket}
 * @param address where to
 * @param original the call itself
 */
record BindRequest(int number, Object owner, Address address, Call original) {
    /** The call that the hook stands before. */
    interface Call {
        /** Makes it. */
        void make() throws IOException;
    }
}
