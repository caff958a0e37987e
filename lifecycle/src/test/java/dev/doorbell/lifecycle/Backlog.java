package dev.doorbell.lifecycle;

import dev.doorbell.BareHandle;
import dev.doorbell.spi.TimedByteChannel;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;

/** Messages that wait for any process to take them, as in a socket that a service manager keeps. */
final class Backlog {
    private final ArrayDeque<Byte> messages = new ArrayDeque<>();

    synchronized void put(int message) {
        messages.add((byte) message);
        notifyAll();
    }

    synchronized int size() {
        return messages.size();
    }

    /** Returns a copy of the socket for one process. */
    Copy copy() {
        return new Copy();
    }

    final class Copy implements BareHandle, TimedByteChannel {
        private boolean closed;

        @Override
        public Channel open() {
            return this;
        }

        @Override
        public void commit() {}

        @Override
        public boolean awaitArrival(long millis) throws ClosedChannelException {
            synchronized (Backlog.this) {
                while (messages.isEmpty() && millis != 0 && !closed) {
                    try {
                        Backlog.this.wait();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return false;
                    }
                }
                if (closed) {
                    throw new AsynchronousCloseException();
                }
                return !messages.isEmpty();
            }
        }

        @Override
        public int read(ByteBuffer into) throws ClosedChannelException {
            synchronized (Backlog.this) {
                if (closed) {
                    throw new ClosedChannelException();
                }
                into.put(messages.remove());
                return 1;
            }
        }

        @Override
        public boolean isOpen() {
            synchronized (Backlog.this) {
                return !closed;
            }
        }

        @Override
        public void close() {
            synchronized (Backlog.this) {
                closed = true;
                Backlog.this.notifyAll();
            }
        }

        @Override
        public void release() {
            close();
        }

        @Override
        public int detach() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setReadTimeout(Duration limit) {
            throw new UnsupportedOperationException();
        }
    }
}
