package dev.doorbell.benchmarks.micro;

import dev.doorbell.spec.ListenerSpec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From text to a spec. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParseBenchmark {
    @Param({"http", "http=tcp://127.0.0.1:8080", "http=tcp6://[::1]:80?backlog=128", "c=unix:///run/x.sock?mode=0660"})
    private String text = "";

    /** {@return a spec} */
    @Benchmark
    public ListenerSpec parse() {
        return ListenerSpec.parse(text);
    }
}
