package dev.doorbell.descriptors.kinds;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Messages: one read is one message, and a message that does not fit its reader's buffer stays for the next read. */
abstract class MessageTransfer implements Transfer {
    final int number;
    private @Nullable ByteBuffer room;
    private volatile boolean held;

    /** The messages of a descriptor. */
    MessageTransfer(int number) {
        this.number = number;
    }

    /** {@return the most bytes that a message can have} */
    abstract int largestMessage() throws IOException;

    /** {@return the length of the message that was received, or {@link #WOULD_BLOCK}} */
    abstract int receive(ByteBuffer message) throws IOException;

    @Override
    public int read(ByteBuffer destination) throws IOException {
        ByteBuffer message = room();
        if (!held) {
            int length = receive(message.clear());
            if (length == WOULD_BLOCK) {
                return WOULD_BLOCK;
            }
            message.position(0).limit(length);
            held = true;
        }
        int length = message.remaining();
        if (length > destination.remaining()) {
            throw new IOException("cannot read the next message on fd " + number + ": it has " + length
                    + " bytes, and the buffer has room for " + destination.remaining()
                    + ". Read again with a larger buffer: the message is kept.");
        }
        destination.put(message);
        held = false;
        return length;
    }

    @Override
    public boolean holdsMessage() {
        return held;
    }

    /** The buffer for a message. While one is held, it is there from the buffer's position to its limit. */
    synchronized ByteBuffer room() throws IOException {
        ByteBuffer known = room;
        if (known == null) {
            known = ByteBuffer.allocateDirect(largestMessage());
            room = known;
        }
        return known;
    }
}
