package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.waiting.Deadline;
import dev.doorbell.descriptors.waiting.Readiness;
import dev.doorbell.spi.TimedByteChannel;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A descriptor that the JDK has no channel for, as a channel whose waits an interrupt and a close end. */
public final class DescriptorByteChannel implements TimedByteChannel, DescriptorOwner {
    private static final Duration INDEFINITELY = ChronoUnit.FOREVER.getDuration();

    private final int number;
    private final Transfer transfer;
    private final Readiness readable;
    private final Readiness writable;
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Duration readTimeout = INDEFINITELY;
    private volatile boolean open = true;

    /**
     * A channel that owns a descriptor.
     *
     * @param number its number
     * @param transfer moves its bytes, and closes it
     */
    DescriptorByteChannel(int number, Transfer transfer) {
        this.number = number;
        this.transfer = transfer;
        this.readable = Readiness.toRead(number);
        this.writable = Readiness.toWrite(number);
    }

    @Override
    public int number() {
        return number;
    }

    public boolean holdsMessage() {
        return transfer.holdsMessage();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void setReadTimeout(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException(
                    "expected a read timeout of zero or more, got " + limit + ". Use zero to not wait at all.");
        }
        readTimeout = limit;
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        return move(destination, false);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return move(source, true);
    }

    private int move(ByteBuffer buffer, boolean out) throws IOException {
        ReentrantLock lock = out ? writing : reading;
        lock.lock();
        try {
            Deadline deadline = Deadline.after(out ? INDEFINITELY : readTimeout);
            while (true) {
                checkUsable();
                int count = out ? transfer.write(buffer) : transfer.read(buffer);
                if (count != Transfer.WOULD_BLOCK) {
                    return count;
                }
                if (deadline.isOver()) {
                    throw new SocketTimeoutException("cannot read fd " + number + ": nothing came within "
                            + deadline.millis() + " ms. Set a longer read timeout to wait longer.");
                }
                (out ? writable : readable).await(deadline.millisLeft());
            }
        } catch (ClosedChannelException e) {
            // an interrupt closes the channel of the JDK under this one, and so this one
            close();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** Checks that it is open. An interrupt closes it, as it does an interruptible channel of the JDK. */
    private void checkUsable() throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new ClosedByInterruptException();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (transfer) {
            if (!open) {
                return;
            }
            open = false;
        }
        try (transfer;
                writable;
                readable) {
            // closed in the reverse order
        }
    }
}
