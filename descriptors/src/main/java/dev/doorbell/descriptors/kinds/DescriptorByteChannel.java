package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.posix.Deadline;
import dev.doorbell.spi.TimedByteChannel;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A descriptor that the JDK has no channel for, as a channel that waits, and whose waits can be ended. */
public final class DescriptorByteChannel implements TimedByteChannel, DescriptorOwner {
    private final int number;
    private final Transfer transfer;
    private final Readiness readable;
    private final Readiness writable;
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Duration readTimeout = ChronoUnit.FOREVER.getDuration();
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
        reading.lock();
        try {
            Deadline deadline = Deadline.after(readTimeout);
            while (true) {
                checkUsable();
                int count = tryToRead(destination);
                if (count != Transfer.WOULD_BLOCK) {
                    return count;
                }
                awaitReadable(deadline);
            }
        } finally {
            reading.unlock();
        }
    }

    /** An interrupt in the midst of it closes what is under this channel, and so this channel. */
    private int tryToRead(ByteBuffer destination) throws IOException {
        try {
            return transfer.read(destination);
        } catch (ClosedChannelException e) {
            close();
            throw e;
        }
    }

    private int tryToWrite(ByteBuffer source) throws IOException {
        try {
            return transfer.write(source);
        } catch (ClosedChannelException e) {
            close();
            throw e;
        }
    }

    private void awaitReadable(Deadline deadline) throws IOException {
        if (deadline.isOver()) {
            throw new SocketTimeoutException(
                    "Nothing came to read on fd " + number + " within " + deadline.millis() + " ms.");
        }
        readable.await(deadline.millisLeft());
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        writing.lock();
        try {
            while (true) {
                checkUsable();
                int count = tryToWrite(source);
                if (count != Transfer.WOULD_BLOCK) {
                    return count;
                }
                writable.await(0);
            }
        } finally {
            writing.unlock();
        }
    }

    /** As an interruptible channel of the JDK: an interrupt closes it. */
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
        try {
            readable.close();
        } finally {
            try {
                writable.close();
            } finally {
                transfer.close();
            }
        }
    }
}
