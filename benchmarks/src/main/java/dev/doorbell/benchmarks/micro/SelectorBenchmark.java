package dev.doorbell.benchmarks.micro;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.infra.Blackhole;

/** Many listeners on one selector, of which a client comes to one after the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SelectorBenchmark {
    @Param({"1", "100", "1000"})
    private int count;

    @Param
    private Place.Origin origin = Place.Origin.BOUND;

    private final List<ServerSocketChannel> listeners = new ArrayList<>();
    private final List<SocketAddress> addresses = new ArrayList<>();
    private Selector selector;
    private int next;

    /** Registers them. */
    @Setup
    public void register() throws IOException {
        selector = Selector.open();
        for (int index = 0; index < count; index++) {
            ServerSocketChannel listener = Place.TCP.listen(origin);
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
            listeners.add(listener);
            addresses.add(listener.getLocalAddress());
        }
    }

    /** Closes them. */
    @TearDown
    public void close() throws IOException {
        selector.close();
        for (ServerSocketChannel listener : listeners) {
            listener.close();
        }
    }

    /** A client connects, is selected, accepted and closed. */
    @Benchmark
    public void accept(Blackhole sink) throws IOException {
        next = (next + 1) % count;
        try (SocketChannel client = Place.connect(addresses.get(next))) {
            selector.select(SelectorBenchmark::accept);
            sink.consume(client);
        }
    }

    private static void accept(SelectionKey key) {
        try (SocketChannel accepted = ((ServerSocketChannel) key.channel()).accept()) {
            if (accepted == null) {
                throw new IllegalStateException("selected, and no connection was there");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
