package dev.doorbell.benchmarks.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** An echo server of one thread, until its listener is closed. */
final class SelectorLoop implements Runnable {
    private static final int MOST_BYTES = 1024;

    private final ServerSocketChannel listener;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MOST_BYTES);

    SelectorLoop(ServerSocketChannel listener) {
        this.listener = listener;
    }

    @Override
    public void run() {
        try (Selector selector = Selector.open()) {
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
            while (listener.isOpen()) {
                selector.select(key -> ready(selector, key), 1000);
            }
        } catch (ClosedSelectorException ended) {
            // as it should be
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ready(Selector selector, SelectionKey key) {
        try {
            if (key.isValid() && key.isAcceptable()) {
                accept(selector);
            } else if (key.isValid()) {
                echo((SocketChannel) key.channel());
            }
        } catch (IOException reset) {
            close(key);
        }
    }

    private void accept(Selector selector) throws IOException {
        SocketChannel client = listener.accept();
        if (client != null) {
            client.configureBlocking(false);
            client.register(selector, SelectionKey.OP_READ);
        }
    }

    private void echo(SocketChannel client) throws IOException {
        buffer.clear();
        if (client.read(buffer) < 0) {
            client.close();
            return;
        }
        buffer.flip();
        client.write(buffer);
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException alreadyGone) {
            // nothing is left of it
        }
    }
}
