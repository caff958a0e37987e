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

/** Turns clients away from listeners that no component serves, on one daemon thread for all of them. */
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
        Selector selector = Selector.open();
        List<Listener> rejected = new ArrayList<>();
        for (Listener listener : unclaimed) {
            if (!canReject(listener)) {
                Log.warnOnce("cannot reject clients of " + listener + ": its kind has none. It stays open.");
            } else if (register(listener, selector)) {
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
            if (channel instanceof SocketChannel) {
                listener.close();
                return false;
            }
            SelectableChannel selectable = (SelectableChannel) channel;
            selectable.configureBlocking(false);
            selectable.register(selector, selectable.validOps() & ~SelectionKey.OP_WRITE, listener);
            return true;
        } catch (IOException | RuntimeException e) {
            Log.warnOnce("cannot reject clients of " + listener + ", which stays open: " + e);
        }
        return false;
    }

    /** Returns whether a listener has clients, which connect or send to it. Any other stays unclaimed. */
    static boolean canReject(Listener listener) {
        return switch (listener.kind()) {
            case TCP, UDP, UNIX_STREAM, UNIX_SEQPACKET, UNIX_DATAGRAM, CONNECTION -> true;
            case FIFO, SPECIAL, NETLINK, MESSAGE_QUEUE, FILE, OTHER -> false;
        };
    }

    @Override
    public void run() {
        while (selector.isOpen()) {
            try {
                // with the flag set, which no code here does, select() would return at once each time
                Thread.interrupted();
                selector.select(this::reject);
            } catch (IOException | ClosedSelectorException e) {
                return;
            }
        }
    }

    /**
     * Rejects one client, and the selector returns for the others: a second call could wait indefinitely, with the selector
     * locked. The channel does not block, but that is a state of the open file, which another process that has it can change.
     */
    private void reject(SelectionKey key) {
        try {
            if (key.channel() instanceof ServerSocketChannel server) {
                rejectConnection((Listener) key.attachment(), server);
            } else if (key.channel() instanceof DatagramChannel datagrams) {
                // the rest of the datagram is discarded with it
                datagrams.receive(dropped.clear());
            } else {
                ((ReadableByteChannel) key.channel()).read(dropped.clear());
            }
        } catch (ClosedChannelException closed) {
            key.cancel();
        } catch (IOException e) {
            pause();
        } catch (RuntimeException e) {
            key.cancel();
            Log.warnOnce("cannot reject further clients of " + key.attachment() + ", which stays open: " + e);
        }
    }

    private static void rejectConnection(Listener listener, ServerSocketChannel server) throws IOException {
        SocketChannel client = listener.acceptFrom(server);
        if (client != null) {
            client.close();
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
