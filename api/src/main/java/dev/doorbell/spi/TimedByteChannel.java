package dev.doorbell.spi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.InterruptibleChannel;
import java.time.Duration;

/**
 * A channel of bytes or messages whose reads can be given a limit: the view of {@link dev.doorbell.spec.Kind#SPECIAL},
 * {@link dev.doorbell.spec.Kind#NETLINK} and {@link dev.doorbell.spec.Kind#MESSAGE_QUEUE}.
 *
 * <p>A read or write that waits ends with {@link java.nio.channels.AsynchronousCloseException} when another thread closes
 * the channel, and with {@link java.nio.channels.ClosedByInterruptException} when its thread is interrupted, which closes
 * the channel.
 */
public interface TimedByteChannel extends ByteChannel, InterruptibleChannel {
    /**
     * Limits how long each read that begins from now on waits for something to read.
     *
     * @param limit rounded up to a millisecond; {@link Duration#ZERO} does not wait at all. A century or more, such as the
     *     duration of {@link java.time.temporal.ChronoUnit#FOREVER}, waits indefinitely, as does a channel without a limit
     * @throws IllegalArgumentException if it is negative
     */
    void setReadTimeout(Duration limit);

    /**
     * Reads what is there, and waits where nothing is.
     *
     * @return the number of bytes; -1 at the end, which message queues and netlink sockets do not have
     * @throws java.net.SocketTimeoutException if the read timeout passed; the channel stays usable
     * @throws IOException if the operating system refuses, or a message is larger than the buffer: it is kept for the next
     *     read, and one of a queue is given back to it if there is none before the channel is closed
     */
    @Override
    int read(ByteBuffer destination) throws IOException;
}
