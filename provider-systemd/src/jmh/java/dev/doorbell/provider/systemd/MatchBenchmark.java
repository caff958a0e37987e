package dev.doorbell.provider.systemd;

import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.descriptors.adoption.SocketFacts;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.provider.systemd.matching.Matcher;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.provider.systemd.variables.ListenVariables;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Which descriptor belongs to which spec. */
@NullMarked
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MatchBenchmark {
    private static final SocketFacts LISTENER =
            new SocketFacts(CNumber.AF_INET, CNumber.SOCK_STREAM, true, false, false);
    private static final int FIRST_PORT = 10_000;

    @Param({"1", "10", "100", "1000"})
    private int count;

    private final List<ListenerSpec> specs = new ArrayList<>();
    private final List<PassedDescriptor> named = new ArrayList<>();
    private final List<PassedDescriptor> unnamed = new ArrayList<>();

    /** As many descriptors as specs, in the other order. */
    @Setup
    public void pass() {
        for (int index = 0; index < count; index++) {
            specs.add(ListenerSpec.tcp("n" + index, "127.0.0.1", FIRST_PORT + index));
            int other = count - 1 - index;
            named.add(passed(index, "n" + other, FIRST_PORT + other));
            unnamed.add(passed(index, ListenVariables.UNKNOWN, FIRST_PORT + other));
        }
    }

    private static PassedDescriptor passed(int index, String name, int port) {
        int number = ListenVariables.FIRST_DESCRIPTOR + index;
        Address address = new Address.Ip(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new PassedDescriptor(
                number, name, Optional.of(new DescriptorFacts(number, LISTENER, Optional.of(address))));
    }

    /** {@return what was found by name} */
    @Benchmark
    public Object byName() {
        return Matcher.match(specs, named);
    }

    /** {@return what was found by address} */
    @Benchmark
    public Object byAddress() {
        return Matcher.match(specs, unnamed);
    }
}
