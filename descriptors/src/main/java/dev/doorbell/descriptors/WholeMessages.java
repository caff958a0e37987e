package dev.doorbell.descriptors;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One read is one message. One that is larger than its reader's buffer is an error, and stays for the next read. */
final class WholeMessages implements Transfer {
    private final Mailbox mailbox;
    private final int number;
    private @Nullable ByteBuffer message;
    private boolean held;

    WholeMessages(Mailbox mailbox, int number) {
        this.mailbox = mailbox;
        this.number = number;
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        ByteBuffer next = message();
        if (!held) {
            if (mailbox.receive(next.clear()) == WOULD_BLOCK) {
                return WOULD_BLOCK;
            }
            next.flip();
            held = true;
        }
        int length = next.remaining();
        if (length > destination.remaining()) {
            throw new IOException("The next message on fd " + number + " has " + length
                    + " bytes, and the buffer has room for " + destination.remaining()
                    + ". Read again with a larger buffer: the message is kept.");
        }
        destination.put(next);
        held = false;
        return length;
    }

    private ByteBuffer message() throws IOException {
        ByteBuffer known = message;
        if (known == null) {
            known = ByteBuffer.allocateDirect(mailbox.largest());
            message = known;
        }
        return known;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return mailbox.send(source);
    }

    @Override
    public void close() throws IOException {
        mailbox.close();
    }
}
