package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * {@code read(2)} and {@code write(2)} of any descriptor, through the JDK's two ends of a pipe, once {@code poll(2)} says
 * that they would not wait. O_NONBLOCK is left as it is: other processes may have the same open file,
 * and neither is it set for them nor relied on. Where another reader takes what was there to read, the JDK's channel
 * waits, and closing it ends that.
 */
final class DeviceTransfer implements Transfer {
    private final int number;
    private final Pipe.SourceChannel source;
    private Pipe.@Nullable SinkChannel sink;
    private boolean closed;

    DeviceTransfer(int number) throws IOException {
        this.number = number;
        this.source = SunNioCh.sourceChannel(SunNioCh.newFD(number));
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        if (!destination.hasRemaining()) {
            return 0;
        }
        return isReady(SunNioCh.POLLIN) ? source.read(destination) : WOULD_BLOCK;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (!bytes.hasRemaining()) {
            return 0;
        }
        return isReady(SunNioCh.POLLOUT) ? sink().write(bytes) : WOULD_BLOCK;
    }

    private boolean isReady(int events) throws IOException {
        return SunNioCh.poll(SunNioCh.newFD(number), events, 0) != 0;
    }

    /** With a duplicate, so that each end can be closed whatever the other one does. */
    private synchronized Pipe.SinkChannel sink() throws IOException {
        if (sink == null) {
            if (closed) {
                throw new ClosedChannelException();
            }
            sink = SunNioCh.sinkChannel(SunNioCh.newFD(SunNioCh.dup(number)));
        }
        return sink;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        Pipe.@Nullable SinkChannel made = sink;
        try (made;
                source) {
            // both
        }
    }
}
