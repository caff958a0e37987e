package dev.doorbell.descriptors.waiting;

import dev.doorbell.descriptors.jdk.DescriptorRefusal;
import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;

/** A duplicate of a descriptor, of whatever kind, that a selector of the JDK watches. */
public final class WatchedDuplicate {
    private WatchedDuplicate() {}

    /**
     * Registers a duplicate, and leaves O_NONBLOCK of the descriptor as it is: all processes that have the same open file
     * share it.
     *
     * @return the channel of the duplicate, which the caller closes after the selector
     */
    public static SelectableChannel toRead(int number, Selector selector) throws IOException {
        return of(number, false, selector);
    }

    static SelectableChannel of(int number, boolean forWriting, Selector selector) throws IOException {
        Pipe pipe = openPipe(number);
        SelectableChannel duplicate = forWriting ? pipe.sink() : pipe.source();
        SelectableChannel unused = forWriting ? pipe.source() : pipe.sink();
        try {
            unused.close();
            // a selector takes only a channel that does not block: the mode is set for the pipe, which the descriptor
            // replaces
            duplicate.configureBlocking(false);
            SunNioCh.dup2(number, SunNioCh.numberOf(duplicate));
            duplicate.register(selector, duplicate.validOps());
            return duplicate;
        } catch (IOException | RuntimeException | LinkageError e) {
            duplicate.close();
            throw e;
        }
    }

    private static Pipe openPipe(int number) throws IOException {
        try {
            return Pipe.open();
        } catch (IOException refused) {
            throw new IOException(
                    "cannot watch fd " + number + ": " + refused.getMessage() + ". " + DescriptorRefusal.LIMIT
                            + ", or allow pipe2(2), if a sandbox filters it (SystemCallFilter= in a systemd unit).",
                    refused);
        }
    }
}
