package dev.doorbell.descriptors;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A POSIX message queue, {@code mq_overview(7)}, which on Linux is a descriptor. Messages are sent with priority 0. */
final class MessageQueueMailbox implements Mailbox {
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int EMSGSIZE = 90;
    private static final int ETIMEDOUT = 110;

    /** A {@code struct timespec} that is over: whoever shares the queue sees no change of its O_NONBLOCK. */
    private static final long[] AT_ONCE = {0, 0};

    private final int number;
    private final MessageQueueLibrary library = MessageQueueLibrary.Holder.library();

    MessageQueueMailbox(int number) {
        this.number = number;
    }

    @Override
    public int largest() throws IOException {
        return MessageQueues.largestMessage(number);
    }

    @Override
    public int receive(ByteBuffer destination) throws IOException {
        NativeLong length = library.mq_timedreceive(
                number, destination, new NativeLong(destination.remaining()), new IntByReference(), AT_ONCE);
        if (length.intValue() < 0) {
            return wouldBlock("mq_timedreceive");
        }
        destination.position(destination.position() + length.intValue());
        return length.intValue();
    }

    @Override
    public int send(ByteBuffer message) throws IOException {
        int length = message.remaining();
        ByteBuffer copy = ByteBuffer.allocateDirect(Math.max(1, length)).put(message.duplicate());
        if (library.mq_timedsend(number, copy.flip(), new NativeLong(length), 0, AT_ONCE) < 0) {
            if (Native.getLastError() == EMSGSIZE) {
                throw new IOException("A message of " + length + " bytes was to be sent to the queue on fd " + number
                        + ", which takes " + largest()
                        + " (EMSGSIZE). Send it in parts, or make the queue with a larger"
                        + " message size (MessageQueueMessageSize= in the socket unit).");
            }
            return wouldBlock("mq_timedsend");
        }
        message.position(message.limit());
        return length;
    }

    private int wouldBlock(String function) throws IOException {
        return switch (Native.getLastError()) {
            case ETIMEDOUT, EAGAIN, EINTR -> Transfer.WOULD_BLOCK;
            default -> throw new IOException(function + " failed on fd " + number + ": " + LibC.reason());
        };
    }

    /** {@code mq_close(3)} is {@code close(2)} on Linux. */
    @Override
    public void close() throws IOException {
        SunNioCh.close0(number);
    }
}
