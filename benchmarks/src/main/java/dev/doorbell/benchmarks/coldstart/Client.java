package dev.doorbell.benchmarks.coldstart;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The first client of a program. */
final class Client implements Closeable {
    private static final long BOUND_SECONDS = 30;
    private static final long BETWEEN_ATTEMPTS = TimeUnit.MICROSECONDS.toNanos(200);

    /** With one address for both, a client that tries a port before it is bound could be given that port, and connect to itself. */
    private static final String OWN_ADDRESS = "127.0.0.2";

    private final SocketChannel channel;
    private final Selector selector;

    private Client(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    /** Connects to a listener. */
    static Client connect(SocketAddress address) throws IOException {
        Selector selector = Selector.open();
        SocketChannel channel = null;
        try {
            channel = attempt(address);
            return new Client(channel, selector);
        } finally {
            if (channel == null) {
                selector.close();
            }
        }
    }

    /**
     * Tries until the program listens, or has ended.
     *
     * @param quietNanos how long to wait before the first attempt. Attempts take processor time from the program
     */
    static Client connectWhenBound(SocketAddress address, Process program, long quietNanos) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        sleep(quietNanos);
        while (true) {
            try {
                return connect(address);
            } catch (SocketException notYet) {
                // refused, or no such file: for a UNIX socket there is no subclass
                if (!program.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("nothing listens at " + address, notYet);
                }
                LockSupport.parkNanos(BETWEEN_ATTEMPTS);
            }
        }
    }

    private static void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static SocketChannel attempt(SocketAddress address) throws IOException {
        if (address instanceof InetSocketAddress) {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.bind(new InetSocketAddress(OWN_ADDRESS, 0)).connect(address);
                return channel;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }
        return SocketChannel.open(address);
    }

    void send(String request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Waits for the first byte, and reads no more. */
    void awaitFirstByte() throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        if (selector.select(TimeUnit.SECONDS.toMillis(BOUND_SECONDS)) == 0) {
            throw new IOException("no byte came in " + BOUND_SECONDS + " s");
        }
        if (channel.read(ByteBuffer.allocate(1)) != 1) {
            throw new IOException("the connection ended before its first byte");
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
