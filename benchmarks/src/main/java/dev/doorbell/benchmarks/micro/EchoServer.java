package dev.doorbell.benchmarks.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Sends back what it receives, until its listener is closed. */
public enum EchoServer {
    /** One thread that accepts, and serves one client after the other. */
    BLOCKING {
        @Override
        void start(ServerSocketChannel listener) {
            Threads.platform(() -> acceptAll(listener, EchoServer::serve));
        }
    },
    /** One thread with a selector. */
    SELECTOR {
        @Override
        void start(ServerSocketChannel listener) {
            Threads.platform(new SelectorLoop(listener));
        }
    },
    /** A virtual thread that accepts, and one for each client; JDK 21 and later. */
    VIRTUAL {
        @Override
        void start(ServerSocketChannel listener) {
            Threads.virtual(() -> acceptAll(listener, client -> Threads.virtual(() -> serve(client))));
        }
    };

    private static final int MOST_BYTES = 1024;

    /** The service of a client. */
    private interface Service {
        void take(SocketChannel client);
    }

    abstract void start(ServerSocketChannel listener);

    private static void acceptAll(ServerSocketChannel listener, Service service) {
        try {
            while (listener.isOpen()) {
                service.take(listener.accept());
            }
        } catch (ClosedChannelException ended) {
            // as it should be
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(SocketChannel accepted) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MOST_BYTES);
        try (SocketChannel client = accepted) {
            while (client.read(buffer) >= 0) {
                buffer.flip();
                client.write(buffer);
                buffer.clear();
            }
        } catch (IOException reset) {
            // a client that ends without TIME_WAIT resets its connection
        }
    }
}
