package dev.doorbell.descriptors.waiting;

import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
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
        return of(number, false, selector);
    }

    static SelectableChannel of(int number, boolean forWriting, Selector selector) throws IOException {
        int copy = SunNioCh.dup(number);
        SelectableChannel duplicate = null;
        try {
            FileDescriptor descriptor = SunNioCh.newFD(copy);
            duplicate = forWriting ? SunNioCh.sinkChannel(descriptor) : SunNioCh.sourceChannel(descriptor);
            duplicate.configureBlocking(false);
            // the selector asks only the channel, and O_NONBLOCK is shared by all processes that have the same open
            // file
            SunNioCh.configureBlocking(number, true);
            duplicate.register(selector, duplicate.validOps());
            return duplicate;
        } catch (IOException | RuntimeException | LinkageError e) {
            if (duplicate == null) {
                SunNioCh.close0(copy);
            } else {
                duplicate.close();
            }
            throw e;
        }
    }
}
