package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Prints what it reads, where there is nobody to send it back to: FIFOs, special files, netlink, message queues. */
final class Printer implements Runnable {
    /** More than a pipe holds (64 KiB), and than a netlink message or one of a queue has by default. */
    private static final int LARGEST = 256 * 1024;

    private final Listener listener;
    private final Door door;
    private final ReadableByteChannel channel;
    private final Lines out;
    private final Trouble trouble;

    Printer(Listener listener, Door door, Lines out, Trouble trouble) {
        this.listener = listener;
        this.door = door;
        channel = (ReadableByteChannel) listener.channel();
        this.out = out;
        this.trouble = trouble;
    }

    @Override
    public void run() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
        while (channel.isOpen()) {
            try (Closeable work = door.await(listener)) {
                if (work == null) {
                    return;
                }
                print(buffer, channel.read(buffer.clear()));
                trouble.isOver();
            } catch (IOException e) {
                // netlink reports that way that messages were lost, and goes on
                trouble.waitOut(channel, e);
            }
        }
    }

    private void print(ByteBuffer buffer, int length) {
        if (length < 0) {
            // the last writer has closed the FIFO, and another may open it; until then each read says the same
            Trouble.pause();
        } else {
            byte[] bytes = new byte[length];
            buffer.flip().get(bytes);
            out.print(Json.received(listener.name(), bytes));
        }
    }
}
