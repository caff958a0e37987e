package dev.doorbell.descriptors.kinds;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Moves bytes out of a descriptor and into it, without waiting. Each direction is used by one thread at a time; closing it
 * is for any thread at any time.
 */
interface Transfer extends Closeable {
    /** Nothing could be moved without waiting. */
    int WOULD_BLOCK = -2;

    /** {@return the number of bytes, -1 at the end, or {@link #WOULD_BLOCK}} */
    int read(ByteBuffer destination) throws IOException;

    /** {@return the number of bytes, or {@link #WOULD_BLOCK}} */
    int write(ByteBuffer source) throws IOException;

    /** {@return whether a message was received already for the next read, which the kernel does not count any more} */
    default boolean holdsMessage() {
        return false;
    }
}
