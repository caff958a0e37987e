package dev.doorbell.descriptors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/**
 * {@code read(2)} and {@code write(2)} of any descriptor, through the JDK's two ends of a pipe on the same number. One of
 * them closes it.
 */
final class DeviceTransfer implements Transfer {
    private final Pipe.SourceChannel source;
    private final Pipe.SinkChannel sink;
    private boolean nonBlocking;

    DeviceTransfer(int number) throws IOException {
        source = SunNioCh.sourceChannel(SunNioCh.newFD(number));
        sink = SunNioCh.sinkChannel(SunNioCh.newFD(number));
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        if (!destination.hasRemaining()) {
            return 0;
        }
        neverWait();
        int count = source.read(destination);
        return count == 0 ? WOULD_BLOCK : count;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (!bytes.hasRemaining()) {
            return 0;
        }
        neverWait();
        int count = sink.write(bytes);
        return count == 0 ? WOULD_BLOCK : count;
    }

    /** With the first use, so that a descriptor that is given back unused is as it was passed. */
    private synchronized void neverWait() throws IOException {
        if (!nonBlocking) {
            source.configureBlocking(false);
            sink.configureBlocking(false);
            nonBlocking = true;
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
