package dev.doorbell.benchmarks.micro;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Opening and closing a TCP listener that was not passed, compared with the JDK only. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OpenBenchmark {
    private final ListenerSpec spec = ListenerSpec.parse("x=tcp4://127.0.0.1:0");

    /** Chooses among the providers, binds, and closes. */
    @Benchmark
    public void doorbell(Blackhole sink) throws IOException {
        try (Listeners listeners = Doorbell.open(spec)) {
            sink.consume(listeners.get("x").serverSocketChannel());
        }
    }

    /** Binds and closes. */
    @Benchmark
    public void jdk(Blackhole sink) throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            sink.consume(listener.bind(new InetSocketAddress("127.0.0.1", 0)));
        }
    }
}
