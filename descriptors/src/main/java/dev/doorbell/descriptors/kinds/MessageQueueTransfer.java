package dev.doorbell.descriptors.kinds;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.LibC;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * A POSIX message queue, {@code mq_overview(7)}, which on Linux is a descriptor: one read is one message. Messages are sent
 * with priority 0.
 */
final class MessageQueueTransfer implements Transfer {
    private static final int EINTR = CNumber.EINTR.here();
    private static final int EAGAIN = CNumber.EAGAIN.here();
    private static final int ETIMEDOUT = CNumber.ETIMEDOUT.here();

    /** A {@code struct timespec} that is over: the O_NONBLOCK of a shared queue does not change. */
    private static final long[] AT_ONCE = {0, 0};

    private final int number;
    private final MessageQueueLibrary library = MessageQueueLibrary.Holder.library();
    private final IntByReference priority = new IntByReference();
    private volatile @Nullable HeldMessage message;
    private boolean closed;

    MessageQueueTransfer(int number) {
        this.number = number;
    }

    @Override
    public synchronized int read(ByteBuffer destination) throws IOException {
        checkOpen();
        HeldMessage next = message();
        if (!next.isThere()) {
            int length = receive(next.room());
            if (length < 0) {
                return wouldBlock("mq_timedreceive");
            }
            next.received(length);
        }
        return next.moveTo(destination);
    }

    /** {@code mq_receive(3)} wants room for the largest message that the queue may have. */
    private int receive(ByteBuffer message) {
        NativeLong size = new NativeLong(message.capacity());
        return library.mq_timedreceive(number, message, size, priority, AT_ONCE).intValue();
    }

    @Override
    public boolean holdsMessage() {
        HeldMessage known = message;
        return known != null && known.isThere();
    }

    @Override
    public synchronized int write(ByteBuffer source) throws IOException {
        checkOpen();
        int length = source.remaining();
        int largest = message().size();
        if (length > largest) {
            throw new IOException("A message of " + length + " bytes was to be sent to the queue on fd " + number
                    + ", which takes " + largest + " (EMSGSIZE). Send it in parts, or make the queue with a larger"
                    + " message size (MessageQueueMessageSize= in the socket unit).");
        }
        ByteBuffer copy = ByteBuffer.allocateDirect(Math.max(1, length)).put(source.duplicate());
        if (library.mq_timedsend(number, copy.clear(), new NativeLong(length), 0, AT_ONCE) < 0) {
            return wouldBlock("mq_timedsend");
        }
        source.position(source.limit());
        return length;
    }

    private HeldMessage message() throws IOException {
        HeldMessage known = message;
        if (known == null) {
            known = new HeldMessage(number, MessageQueues.largestMessage(number));
            message = known;
        }
        return known;
    }

    private int wouldBlock(String function) throws IOException {
        int errno = Native.getLastError();
        if (errno == ETIMEDOUT || errno == EAGAIN || errno == EINTR) {
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
        if (message != null && message.isThere()) {
            ByteBuffer kept = message.bytes();
            NativeLong length = new NativeLong(kept.remaining());
            if (library.mq_timedsend(number, kept, length, priority.getValue(), AT_ONCE) < 0) {
                throw new IOException("The message that was kept for fd " + number + " could not be given back to its"
                        + " queue: " + LibC.reason() + ". Read with a buffer for the largest message.");
            }
        }
    }
}
