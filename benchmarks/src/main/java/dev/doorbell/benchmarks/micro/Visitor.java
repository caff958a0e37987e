package dev.doorbell.benchmarks.micro;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An echo server, and its only client. */
final class Visitor implements Closeable {
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MOST = 20_000;
    private static final int SIZE = 64;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;

    private final ServerSocketChannel listener;
    private final SocketAddress address;
    private final @Nullable SocketChannel staying;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
    private final long[] nanos = new long[MOST];

    /** Starts the server; the client keeps one connection, or makes one each time. */
    Visitor(Place place, EchoServer server, Place.Origin origin, boolean stays) throws IOException {
        listener = place.listen(origin);
        address = listener.getLocalAddress();
        server.start(listener);
        staying = stays ? Place.connect(address) : null;
    }

    /**
     * A short time of visits.
     *
     * @param perMilli how many there were in a millisecond
     * @param p99 how many microseconds all but a hundredth of them took at most
     */
    record Slice(double perMilli, double p99) {}

    Slice slice() throws IOException {
        long start = System.nanoTime();
        long now = start;
        int count = 0;
        while (count < MOST && now - start < SLICE_NANOS) {
            visit();
            long end = System.nanoTime();
            nanos[count++] = end - now;
            now = end;
        }
        Arrays.sort(nanos, 0, count);
        return new Slice(count / ((now - start) / NANOS_PER_MILLI), nanos[count * 99 / 100] / NANOS_PER_MICRO);
    }

    private void visit() throws IOException {
        if (staying != null) {
            roundTrip(staying, buffer);
            return;
        }
        try (SocketChannel client = Place.connect(address)) {
            roundTrip(client, buffer);
        }
    }

    /** A message, and the same back. */
    static void roundTrip(SocketChannel client, ByteBuffer buffer) throws IOException {
        buffer.clear();
        client.write(buffer);
        buffer.clear();
        while (buffer.hasRemaining()) {
            if (client.read(buffer) < 0) {
                throw new EOFException("The server closed the connection.");
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (staying != null) {
            staying.close();
        }
        listener.close();
        Place.remove(address);
    }
}
