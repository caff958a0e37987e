package dev.doorbell.descriptors.notify;

import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CloseOnExec;
import dev.doorbell.descriptors.waiting.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import org.jspecify.annotations.Nullable;

/**
 * A target by a connected socket that this process was passed. The JDK's channel of a pipe writes to it, as {@code write(2)}
 * sends a datagram, and the kernel adds the credentials of the writing process ({@code SCM_CREDENTIALS} of {@code unix(7)}).
 */
final class ConnectedTarget extends DatagramTarget {
    private static final byte[] NO_ADDRESS = {};

    private final int number;
    private Pipe.@Nullable SinkChannel channel;

    ConnectedTarget(int number) {
        super("fd " + number);
        this.number = number;
    }

    @Override
    void send(byte[] message, Deadline deadline, int... descriptors) throws IOException {
        if (descriptors.length > 0) {
            send(number, NO_ADDRESS, message, deadline, descriptors);
            return;
        }
        Pipe.SinkChannel socket = channel();
        while (socket.write(ByteBuffer.wrap(message)) == 0) {
            awaitRoom(deadline);
        }
    }

    /** In non-blocking mode, in which an interrupt does not close the channel. It is never closed, as the descriptor is not. */
    private synchronized Pipe.SinkChannel channel() throws IOException {
        Pipe.SinkChannel known = channel;
        if (known == null) {
            known = opened();
            channel = known;
        }
        return known;
    }

    private Pipe.SinkChannel opened() throws IOException {
        try {
            Pipe.SinkChannel opened = SunNioCh.sinkChannel(SunNioCh.newFD(number));
            CloseOnExec.setIfCheap(number);
            opened.configureBlocking(false);
            return opened;
        } catch (UnsupportedOperationException shut) {
            throw new CannotSendException(String.valueOf(shut.getMessage()), shut);
        }
    }
}
