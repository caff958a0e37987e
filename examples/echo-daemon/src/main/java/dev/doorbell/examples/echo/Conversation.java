package dev.doorbell.examples.echo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/**
 * One connection, and what its client sent and has not taken back yet. Used by one thread. What was read at once is
 * written at once, so that on a seqpacket connection a record comes back as that record.
 */
final class Conversation {
    /** Beyond this the client is not read from until it reads. */
    private static final int MOST_HELD = 4 * 1024 * 1024;

    /** What keeping a piece costs besides its bytes, so that a client of tiny pieces is held to the same memory. */
    private static final int COST_OF_PIECE = 128;

    private final SocketChannel client;
    private final Closeable whole;
    private final boolean only;
    private final ArrayDeque<ByteBuffer> held = new ArrayDeque<>();
    private int heldBytes;
    private boolean heardAll;

    Conversation(Door.Client client, boolean only) {
        this.client = client.channel();
        whole = client.whole();
        this.only = only;
    }

    boolean isTheOnly() {
        return only;
    }

    void register(Selector selector) throws IOException {
        client.configureBlocking(false);
        client.register(selector, SelectionKey.OP_READ, this);
    }

    /** Reads and writes what it can. {@return the operations to wait for, 0 at the end} */
    int proceed(ByteBuffer shared) throws IOException {
        sendHeld();
        if (mayRead()) {
            receive(shared);
        }
        return (mayRead() ? SelectionKey.OP_READ : 0) | (held.isEmpty() ? 0 : SelectionKey.OP_WRITE);
    }

    private boolean mayRead() {
        return !heardAll && heldBytes < MOST_HELD;
    }

    private void receive(ByteBuffer shared) throws IOException {
        int length = client.read(shared.clear());
        if (length < 0) {
            heardAll = true;
        } else if (length > 0) {
            send(shared.flip());
        }
    }

    private void send(ByteBuffer piece) throws IOException {
        if (held.isEmpty()) {
            client.write(piece);
        }
        if (piece.hasRemaining()) {
            heldBytes += piece.remaining() + COST_OF_PIECE;
            held.add(ByteBuffer.allocate(piece.remaining()).put(piece).flip());
        }
    }

    private void sendHeld() throws IOException {
        while (!held.isEmpty()) {
            ByteBuffer piece = held.element();
            heldBytes -= client.write(piece);
            if (piece.hasRemaining()) {
                return;
            }
            heldBytes -= COST_OF_PIECE;
            held.remove();
        }
    }

    /** Our copy is closed, which sends what the system still holds, and then the end. */
    void close() {
        try {
            whole.close();
        } catch (IOException gone) {
            // closed all the same
        }
    }
}
