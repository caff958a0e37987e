package dev.doorbell.benchmarks.micro;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A client of an echo server on a channel that was adopted, and on one that was bound. */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.Throughput, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EchoBenchmark {
    private static final int SIZE = 64;

    @Param
    private Place place = Place.TCP;

    @Param
    private EchoServer server = EchoServer.BLOCKING;

    @Param
    private Place.Origin origin = Place.Origin.BOUND;

    private ServerSocketChannel listener;
    private SocketAddress address;

    /** Starts the server. */
    @Setup
    public void listen() throws IOException {
        listener = place.listen(origin);
        address = listener.getLocalAddress();
        server.start(listener);
    }

    /** Ends it. */
    @TearDown
    public void close() throws IOException {
        listener.close();
        Place.remove(address);
    }

    /** Connects, and gets one message back. */
    @Benchmark
    public void connection() throws IOException {
        try (SocketChannel client = Place.connect(address)) {
            Visitor.roundTrip(client, ByteBuffer.allocate(SIZE));
        }
    }

    /** Gets one message back on a connection that stays. */
    @Benchmark
    public void message(Connection connection) throws IOException {
        Visitor.roundTrip(connection.client, connection.buffer);
    }

    /** A connection that stays. */
    @State(Scope.Thread)
    public static class Connection {
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
        private SocketChannel client;

        /** Connects. */
        @Setup
        public void connect(EchoBenchmark to) throws IOException {
            client = Place.connect(to.address);
        }

        /** Ends it, before a server that has time for one client only. */
        @TearDown
        public void close() throws IOException {
            client.close();
        }
    }
}
