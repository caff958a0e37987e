package dev.doorbell.descriptors.notify;

import dev.doorbell.descriptors.waiting.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** Waits until the writing end of a pipe is closed in every process. */
final class PipeEnd {
    private PipeEnd() {}

    /** {@return whether it was closed in time} */
    static boolean await(Pipe.SourceChannel reading, Deadline deadline) throws IOException {
        try (Selector selector = Selector.open()) {
            reading.configureBlocking(false);
            reading.register(selector, SelectionKey.OP_READ);
            while (!isAtEnd(reading)) {
                if (deadline.isOver()) {
                    return false;
                }
                selector.select(deadline.millisLeft());
                selector.selectedKeys().clear();
                if (Thread.currentThread().isInterrupted()) {
                    throw interrupted();
                }
            }
            return true;
        } catch (ClosedByInterruptException e) {
            throw interrupted();
        }
    }

    /** Bytes that are written to it are ignored. */
    private static boolean isAtEnd(Pipe.SourceChannel reading) throws IOException {
        return reading.read(ByteBuffer.allocate(1)) < 0;
    }

    private static InterruptedIOException interrupted() {
        return new InterruptedIOException("The thread was interrupted while it waited for the other side to read.");
    }
}
