package dev.doorbell.descriptors;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where whole messages come from and go to, without waiting. */
interface Mailbox extends Closeable {
    /** {@return the most bytes that a message can have} */
    int largest() throws IOException;

    /**
     * Receives one message.
     *
     * @param destination a direct buffer with room for {@link #largest()}
     * @return its length, which may be 0, or {@link Transfer#WOULD_BLOCK}
     */
    int receive(ByteBuffer destination) throws IOException;

    /** {@return the number of bytes, all that there are, or {@link Transfer#WOULD_BLOCK}} */
    int send(ByteBuffer message) throws IOException;
}
