package dev.doorbell.examples.echo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/**
 * One connection, and the bytes that its client has sent and not yet read. For use by one thread. Bytes read together are
 * written together, so that a record of a seqpacket connection comes back as one record.
 */
final class Conversation {
    /** The client is not read from while it holds more than this. */
    private static final int MOST_HELD = 4 * 1024 * 1024;

    /** The memory of a piece besides its bytes: many tiny pieces must not exceed the limit either. */
    private static final int COST_OF_PIECE = 128;

    private final Incoming.Client client;
    private final SocketChannel channel;
    private final ArrayDeque<ByteBuffer> held = new ArrayDeque<>();
    private int heldBytes;
    private boolean endOfInput;

    Conversation(Incoming.Client client) {
        this.client = client;
        channel = client.channel();
    }

    void register(Selector selector) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, this);
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
        return !endOfInput && heldBytes < MOST_HELD;
    }

    private void receive(ByteBuffer shared) throws IOException {
        int length = channel.read(shared.clear());
        if (length < 0) {
            endOfInput = true;
        } else if (length > 0) {
            send(shared.flip());
        }
    }

    private void send(ByteBuffer piece) throws IOException {
        if (held.isEmpty()) {
            channel.write(piece);
        }
        if (piece.hasRemaining()) {
            heldBytes += piece.remaining() + COST_OF_PIECE;
            held.add(ByteBuffer.allocate(piece.remaining()).put(piece).flip());
        }
    }

    private void sendHeld() throws IOException {
        while (!held.isEmpty()) {
            ByteBuffer piece = held.element();
            heldBytes -= channel.write(piece);
            if (piece.hasRemaining()) {
                return;
            }
            heldBytes -= COST_OF_PIECE;
            held.remove();
        }
    }

    /** Closes the connection. The system still sends what it has buffered. */
    void close() {
        try {
            client.work().close();
        } catch (IOException gone) {
            // closed all the same
        }
    }
}
