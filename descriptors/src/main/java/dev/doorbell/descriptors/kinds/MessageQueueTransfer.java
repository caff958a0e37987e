package dev.doorbell.descriptors.kinds;

import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.Errno;
import dev.doorbell.descriptors.posix.LibC;
import dev.doorbell.descriptors.posix.MessageQueueLibrary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** A POSIX message queue, {@code mq_overview(7)}, which on Linux is a descriptor. Messages are sent with priority 0. */
final class MessageQueueTransfer extends MessageTransfer {
    /** A {@code struct timespec} that is over: the O_NONBLOCK of a shared queue does not change. */
    private static final long[] AT_ONCE = {0, 0};

    private final MessageQueueLibrary library = MessageQueueLibrary.INSTANCE;
    private final IntByReference priority = new IntByReference();
    private boolean closed;

    MessageQueueTransfer(int number) {
        super(number);
    }

    /** {@code mq_receive(3)} requires room for the largest message that the queue may have. */
    @Override
    int largestMessage() throws IOException {
        return MessageQueues.largestMessage(number);
    }

    @Override
    public synchronized int read(ByteBuffer destination) throws IOException {
        checkOpen();
        return super.read(destination);
    }

    @Override
    int receive(ByteBuffer message) throws IOException {
        NativeLong size = new NativeLong(message.capacity());
        int length = library.mq_timedreceive(number, message, size, priority, AT_ONCE)
                .intValue();
        return length < 0 ? wouldBlock("mq_timedreceive") : length;
    }

    @Override
    public synchronized int write(ByteBuffer source) throws IOException {
        checkOpen();
        int length = source.remaining();
        int largest = room().capacity();
        if (length > largest) {
            throw new IOException("cannot send a message of " + length + " bytes to the queue on fd " + number
                    + ": it takes " + largest + " (EMSGSIZE). Send it in parts, or make the queue with a larger message"
                    + " size (MessageQueueMessageSize= in the socket unit).");
        }
        ByteBuffer copy = ByteBuffer.allocateDirect(Math.max(1, length)).put(source.duplicate());
        if (library.mq_timedsend(number, copy.clear(), new NativeLong(length), 0, AT_ONCE) < 0) {
            return wouldBlock("mq_timedsend");
        }
        source.position(source.limit());
        return length;
    }

    private int wouldBlock(String function) throws IOException {
        if (Errno.ETIMEDOUT.isLast() || Errno.EAGAIN.isLast() || Errno.EINTR.isLast()) {
            return WOULD_BLOCK;
        }
        throw new IOException(function + " failed on fd " + number + ": " + LibC.reason());
    }

    private void checkOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    /** {@code mq_close(3)} is {@code close(2)} on Linux. */
    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                giveBack();
            } finally {
                SunNioCh.close0(number);
            }
        }
    }

    /** A message that did not fit its reader's buffer goes to the next reader of the queue. */
    private void giveBack() throws IOException {
        if (holdsMessage()) {
            ByteBuffer kept = room();
            NativeLong length = new NativeLong(kept.remaining());
            if (library.mq_timedsend(number, kept, length, priority.getValue(), AT_ONCE) < 0) {
                throw new IOException("cannot give the message that was kept for fd " + number + " back to its queue: "
                        + LibC.reason() + ". Read with a buffer for the largest message.");
            }
        }
    }
}
