package dev.doorbell.descriptors.kinds;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A message that was received and not yet read: one that does not fit its reader's buffer stays for the next read. */
final class HeldMessage {
    private final int number;
    private final ByteBuffer room;
    private volatile boolean held;

    /**
     * Room for one message, which is not there yet.
     *
     * @param number the descriptor that messages come from
     * @param size the most bytes that one can have
     */
    HeldMessage(int number, int size) {
        this.number = number;
        this.room = ByteBuffer.allocateDirect(size);
    }

    boolean isThere() {
        return held;
    }

    int size() {
        return room.capacity();
    }

    /** Where the next message is received into; {@link #received} tells that it was. */
    ByteBuffer room() {
        return room.clear();
    }

    void received(int length) {
        room.position(0).limit(length);
        held = true;
    }

    /** What is held, from the buffer's position to its limit. */
    ByteBuffer bytes() {
        return room;
    }

    /** Gives it to its reader. {@return its length} */
    int moveTo(ByteBuffer destination) throws IOException {
        int length = room.remaining();
        if (length > destination.remaining()) {
            throw new IOException("The next message on fd " + number + " has " + length
                    + " bytes, and the buffer has room for " + destination.remaining()
                    + ". Read again with a larger buffer: the message is kept.");
        }
        destination.put(room);
        held = false;
        return length;
    }
}
