package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Prints what it reads from FIFOs, special files, netlink and message queues, which take no answer. */
final class Printer extends ListenerLoop {
    /** More than a pipe holds (64 KiB), and than the default limits of netlink and message queues. */
    private static final int LARGEST = 256 * 1024;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ReadableByteChannel channel;
    private final Output out;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);

    Printer(Listener listener, Incoming incoming, Output out, PrintStream err) {
        super(listener, incoming, err);
        channel = (ReadableByteChannel) listener.channel();
        this.out = out;
    }

    @Override
    boolean serveNext() throws IOException {
        try (Closeable work = incoming.await(listener)) {
            if (work == null) {
                return false;
            }
            int length = channel.read(buffer.clear());
            if (length < 0) {
                // the last writer has closed the FIFO: each read says so until there is another
                LockSupport.parkNanos(PAUSE_NANOS);
            } else {
                byte[] bytes = new byte[length];
                buffer.flip().get(bytes);
                out.print(Output.received(listener.name(), bytes));
            }
            return true;
        }
    }
}
