package dev.doorbell;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Turns clients away from listeners that nobody serves, on one daemon thread for all of them. */
final class Rejecter implements Closeable, Runnable {
    /** A shortage of descriptors must not turn the thread into a busy loop. */
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 100;

    private final Selector selector;
    private final List<Listener> listeners;
    private final ByteBuffer dropped = ByteBuffer.allocateDirect(1);

    private Rejecter(Selector selector, List<Listener> listeners) {
        this.selector = selector;
        this.listeners = listeners;
    }

    static Closeable start(List<Listener> unclaimed) throws IOException {
        // JDK 17 makes a pair of sockets when it first closes a channel. Where it finds too many open files at that
        // moment,
        // it can never close one again: so it closes the first one now.
        SocketChannel.open().close();
        Selector selector = Selector.open();
        List<Listener> rejected = new ArrayList<>();
        for (Listener listener : unclaimed) {
            if (register(listener, selector)) {
                rejected.add(listener);
            }
        }
        Rejecter rejecter = new Rejecter(selector, rejected);
        Thread thread = new Thread(rejecter, "doorbell-reject");
        thread.setDaemon(true);
        thread.start();
        return rejecter;
    }

    private static boolean register(Listener listener, Selector selector) {
        try {
            Channel channel = listener.commitToDrain();
            if (isTurnedAwayFrom(listener, channel)) {
                SelectableChannel selectable = (SelectableChannel) channel;
                selectable.configureBlocking(false);
                selectable.register(selector, selectable.validOps() & ~SelectionKey.OP_WRITE, listener);
                return true;
            }
            if (channel instanceof SocketChannel) {
                listener.close();
                return false;
            }
            Log.warnOnce(listener + " cannot be rejected: nobody connects to it. It stays open.");
        } catch (IOException | RuntimeException e) {
            Log.warnOnce(listener + " cannot be rejected, and stays open: " + e);
        }
        return false;
    }

    /** Of a UNIX datagram socket, {@link Listener#commitToDrain()} gives the end of a pipe. */
    private static boolean isTurnedAwayFrom(Listener listener, Channel channel) {
        return channel instanceof ServerSocketChannel
                || channel instanceof DatagramChannel
                || (listener.kind() == Kind.UNIX_DATAGRAM && channel instanceof SelectableChannel);
    }

    @Override
    public void run() {
        while (selector.isOpen()) {
            try {
                // nobody here interrupts this thread, and with the flag set select() would return at once, for ever
                Thread.interrupted();
                selector.select(this::reject);
            } catch (IOException | ClosedSelectorException e) {
                return;
            }
        }
    }

    private void reject(SelectionKey key) {
        try {
            if (key.channel() instanceof ServerSocketChannel server) {
                rejectConnections(server);
            } else if (key.channel() instanceof DatagramChannel datagrams) {
                dropDatagrams(datagrams);
            } else {
                dropReads((ReadableByteChannel) key.channel());
            }
        } catch (ClosedChannelException closed) {
            key.cancel();
        } catch (IOException e) {
            pause();
        } catch (RuntimeException e) {
            key.cancel();
            Log.warnOnce(key.attachment() + " cannot be rejected any more, and stays open: " + e);
        }
    }

    private static void rejectConnections(ServerSocketChannel server) throws IOException {
        for (SocketChannel client = server.accept(); client != null; client = server.accept()) {
            client.close();
        }
    }

    private void dropDatagrams(DatagramChannel channel) throws IOException {
        while (channel.receive(dropped.clear()) != null) {
            // the rest of the datagram is discarded with it
        }
    }

    private void dropReads(ReadableByteChannel channel) throws IOException {
        while (channel.read(dropped.clear()) > 0) {
            // an empty datagram reads like an end, and the selector comes back for the next
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException e) {
            // the pause is over
        }
    }

    @Override
    public void close() throws IOException {
        List<Closeable> everything = new ArrayList<>();
        everything.add(selector);
        everything.addAll(listeners);
        Closing.all(everything);
    }
}
