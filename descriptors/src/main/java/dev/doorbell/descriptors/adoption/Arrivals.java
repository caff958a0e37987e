package dev.doorbell.descriptors.adoption;

import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.kinds.DescriptorByteChannel;
import dev.doorbell.descriptors.waiting.Deadline;
import dev.doorbell.descriptors.waiting.Readiness;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;

/** Data or connections that have arrived on a descriptor, none of which is taken. */
final class Arrivals implements Closeable {
    private final Channel channel;
    private final int number;
    private final Readiness readable;
    private boolean closed;

    /**
     * The arrivals of an open channel.
     *
     * @param channel one in either mode; {@code acceptArrived} puts a listener into non-blocking mode
     */
    Arrivals(Channel channel) throws IOException {
        this.channel = channel;
        this.number = DescriptorOwner.numberOf(channel);
        this.readable = Readiness.toRead(number);
    }

    /** Waits as {@link dev.doorbell.spi.ListenerHandle#awaitArrival} says. Another thread or process may take what has arrived. */
    boolean await(long millis) throws IOException {
        Deadline deadline = Deadline.in(millis);
        boolean there = isThere();
        while (!there && !deadline.isOver() && !Thread.currentThread().isInterrupted()) {
            there = isThereAfterWaiting(deadline);
        }
        return there && (millis == 0 || !Thread.currentThread().isInterrupted());
    }

    /** A caller that has begun to wait gets this exception, at whatever moment the channel was closed. */
    private boolean isThereAfterWaiting(Deadline deadline) throws IOException {
        try {
            readable.await(deadline.millisLeft());
            return isThere();
        } catch (ClosedChannelException e) {
            throw new AsynchronousCloseException();
        }
    }

    /** Checks under the lock of {@link #close()}: the number may be another file as soon as the channel is closed. */
    private synchronized boolean isThere() throws IOException {
        if (closed || !channel.isOpen()) {
            throw new ClosedChannelException();
        }
        boolean received = channel instanceof DescriptorByteChannel bytes && bytes.holdsMessage();
        return received || SunNioCh.poll(SunNioCh.newFD(number), SunNioCh.POLLIN, 0) != 0;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        readable.close();
    }
}
