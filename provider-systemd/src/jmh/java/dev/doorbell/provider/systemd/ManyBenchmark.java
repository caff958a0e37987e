package dev.doorbell.provider.systemd;

import dev.doorbell.Listener;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.provider.systemd.variables.ListenVariables;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ListenerHandle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Many descriptors at once, once the JVM is warm. They stand in a row behind those that the JVM has open itself, so that a
 * source reads them as it reads those that begin with 3.
 */
@NullMarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ManyBenchmark {
    @Param({"1", "10", "100", "1000"})
    private int count;

    /** The JDK's constructors take an IPv6 listener as it is; one of IPv4 is put under a channel that it opened. */
    @Param({"INET", "INET6"})
    private StandardProtocolFamily family = StandardProtocolFamily.INET;

    private final List<Integer> fillers = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<ListenerSpec> specs = new ArrayList<>();
    private final List<Listener> opened = new ArrayList<>();
    private ServerSocketChannel original;
    private int first;

    /** Binds what is passed. */
    @Setup
    public void prepare() throws IOException {
        String host = family == StandardProtocolFamily.INET ? "127.0.0.1" : "::1";
        original = ServerSocketChannel.open(family).bind(new InetSocketAddress(host, 0));
        for (int index = 0; index < count; index++) {
            names.add("n" + index);
            specs.add(ListenerSpec.named("n" + index));
        }
    }

    /** Passes them. A number that the JVM has taken meanwhile makes a gap: what is before one only fills it. */
    @Setup(Level.Invocation)
    public void pass() throws IOException {
        List<Integer> row = new ArrayList<>();
        while (row.size() < count) {
            int number = RawDescriptors.duplicate(original);
            if (!row.isEmpty() && number != row.get(row.size() - 1) + 1) {
                fillers.addAll(row);
                row.clear();
            }
            row.add(number);
        }
        first = row.get(0);
    }

    /** Reads, matches and adopts all of them. */
    @Benchmark
    public void open(Blackhole sink) throws IOException {
        ListenVariables variables = new ListenVariables(count, Optional.of(names), Applicability.applies(""));
        SystemdSource source = new SystemdSource(variables, new Properties(), first);
        for (List<ListenerHandle> found : source.claim(specs).found().values()) {
            Listener listener = new Listener(found.get(0).name(), "systemd", found.get(0));
            sink.consume(listener.serverSocketChannel());
            opened.add(listener);
        }
    }

    /** Closes them. */
    @TearDown(Level.Invocation)
    public void close() throws IOException {
        for (Listener listener : opened) {
            listener.close();
        }
        opened.clear();
    }

    /** Closes the rest. */
    @TearDown
    public void end() throws IOException {
        for (int filler : fillers) {
            RawDescriptors.close(filler);
        }
        original.close();
    }
}
