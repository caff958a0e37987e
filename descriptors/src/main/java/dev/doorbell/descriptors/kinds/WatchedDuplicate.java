package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** A duplicate of a descriptor, of whatever kind, that a selector of the JDK watches. */
public final class WatchedDuplicate {
    private WatchedDuplicate() {}

    /**
     * Registers a duplicate, and leaves the blocking mode of the descriptor as it is found: blocking.
     *
     * @return the channel of the duplicate, which the caller closes after the selector
     */
    public static SelectableChannel toRead(int number, Selector selector) throws IOException {
        return registered(
                SunNioCh.sourceChannel(SunNioCh.newFD(SunNioCh.dup(number))), number, selector, SelectionKey.OP_READ);
    }

    /** As {@link #toRead}. */
    static SelectableChannel toWrite(int number, Selector selector) throws IOException {
        return registered(
                SunNioCh.sinkChannel(SunNioCh.newFD(SunNioCh.dup(number))), number, selector, SelectionKey.OP_WRITE);
    }

    private static SelectableChannel registered(
            SelectableChannel duplicate, int number, Selector selector, int operation) throws IOException {
        try {
            duplicate.configureBlocking(false);
            // the selector asks only the channel, and O_NONBLOCK is shared by all who have the same open file
            SunNioCh.configureBlocking(number, true);
            duplicate.register(selector, operation);
            return duplicate;
        } catch (IOException | RuntimeException e) {
            duplicate.close();
            throw e;
        }
    }
}
