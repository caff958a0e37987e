package dev.doorbell.benchmarks.micro;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.InheritedHandle;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** From the number of a descriptor to a channel, of each kind. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AdoptBenchmark {
    @Param({
        "tcp4://127.0.0.1:0",
        "tcp6://[::1]:0",
        "udp4://127.0.0.1:0",
        "unix://{}",
        "unixpacket://{}",
        "unixgram://{}",
        "fifo://{}",
        "special:///dev/null",
        "netlink:route",
        "mqueue:///doorbell-benchmark"
    })
    private String uri = "";

    private final Path path = Path.of(
            System.getProperty("java.io.tmpdir"),
            "doorbell-benchmark-" + ProcessHandle.current().pid());
    private Listeners listeners;
    private Channel original;

    /** Binds what copies are adopted of. */
    @Setup
    public void bind() throws IOException {
        listeners = Doorbell.open(ListenerSpec.parse("x=" + uri.replace("{}", path.toString())));
        original = listeners.get("x").channel();
    }

    /** Closes it. */
    @TearDown
    public void close() throws IOException {
        listeners.close();
        Files.deleteIfExists(path);
    }

    /** Makes and closes a copy, which the others include. */
    @Benchmark
    public void copy() throws IOException {
        RawDescriptors.close(RawDescriptors.duplicate(original));
    }

    /** A copy, and what the kernel says of it. */
    @Benchmark
    public void facts(Blackhole sink) throws IOException {
        int number = RawDescriptors.duplicate(original);
        sink.consume(DescriptorFacts.of(number));
        RawDescriptors.close(number);
    }

    /** A copy from its number to a channel, which is closed. */
    @Benchmark
    public void adopt(Blackhole sink) throws IOException {
        InheritedHandle handle = Adopted.handle(RawDescriptors.duplicate(original));
        sink.consume(Adopted.channel(handle));
        handle.close();
    }
}
