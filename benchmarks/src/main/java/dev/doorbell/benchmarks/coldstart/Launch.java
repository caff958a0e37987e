package dev.doorbell.benchmarks.coldstart;

import dev.doorbell.benchmarks.coldstart.Subject.Passing;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One start of a program, from its first client to its end. */
final class Launch implements Closeable {
    private static final long BOUND_SECONDS = 60;
    private static final double NANOS_PER_MILLI = 1e6;

    /** Sends the output of each program to a file, at the same cost for all. */
    private static final List<String> THROUGH_SHELL = List.of("/bin/sh", "-c", "exec \"$@\" >>\"$0\" 2>&1");

    private final Subject subject;
    private final Jdk jdk;
    private final Path folder;
    private final double quietMillis;
    private @Nullable ChildProcess process;
    private @Nullable Client client;

    /**
     * A start that is yet to come.
     *
     * @param quietMillis how long a program that binds takes at least until it listens; 0 if that is unknown
     */
    Launch(Subject subject, Jdk jdk, Path folder, double quietMillis) {
        this.subject = subject;
        this.jdk = jdk;
        this.folder = folder;
        this.quietMillis = quietMillis;
    }

    /**
     * The figures of one start.
     *
     * @param firstByte milliseconds to the first byte, from the client's connection, or from the start of a program that
     *     binds
     * @param cpu milliseconds of user and system time, of the whole process and of the processes that it started
     * @param peak the peak resident memory until the first byte, in MiB
     */
    record Sample(double firstByte, double cpu, double peak) {}

    /** An observation of a program at its first byte. */
    interface Look {
        void at(long pid) throws IOException;
    }

    Sample measured() throws IOException, InterruptedException {
        return measured(pid -> {});
    }

    Sample measured(Look look) throws IOException, InterruptedException {
        Files.deleteIfExists(output());
        double before = ProcessFigures.cpuOfEndedChildren();
        try (Endpoint endpoint = Endpoint.open(subject.group(), folder)) {
            long start = System.nanoTime();
            ChildProcess program = subject.passing() == Passing.NONE ? startToBind(endpoint) : startOnDemand(endpoint);
            client().awaitFirstByte();
            double firstByte = (System.nanoTime() - start) / NANOS_PER_MILLI;
            double peak = ProcessFigures.peak(program.pid());
            look.at(program.pid());
            end(program);
            return new Sample(firstByte, ProcessFigures.cpuOfEndedChildren() - before, peak);
        } catch (IOException e) {
            throw new IOException(
                    subject.name() + " on JDK " + jdk.version() + ": " + e.getMessage() + "\n" + said(), e);
        }
    }

    private ChildProcess startToBind(Endpoint endpoint) throws IOException {
        endpoint.close();
        ChildProcess program = start(new Handover(command(endpoint)));
        Client first = Client.connectWhenBound(endpoint.address(), program, (long) (quietMillis * NANOS_PER_MILLI));
        client = first;
        first.send(subject.request());
        return program;
    }

    private ChildProcess startOnDemand(Endpoint endpoint) throws IOException {
        Client first = Client.connect(endpoint.address());
        client = first;
        first.send(subject.request());
        Handover handover = new Handover(command(endpoint));
        int number = endpoint.descriptor();
        try {
            return start(
                    subject.passing() == Passing.LISTEN_FDS
                            ? handover.pass("x", number)
                            : handover.standardStreams(number));
        } finally {
            RawDescriptors.close(number);
        }
    }

    private List<String> command(Endpoint endpoint) {
        List<String> command = new ArrayList<>(THROUGH_SHELL);
        command.add(output().toString());
        command.addAll(subject.command(jdk, endpoint.at()));
        return command;
    }

    private ChildProcess start(Handover handover) throws IOException {
        ChildProcess program = handover.withoutEnvironment("JAVA_TOOL_OPTIONS")
                .withoutEnvironment("JDK_JAVA_OPTIONS")
                .withoutEnvironment("DOORBELL_PROVIDER")
                .start();
        process = program;
        return program;
    }

    private Client client() {
        Client connected = client;
        if (connected == null) {
            throw new IllegalStateException("not connected");
        }
        return connected;
    }

    /** The exit is a part of the cost. */
    private void end(ChildProcess program) throws IOException, InterruptedException {
        client().close();
        if (!subject.endsWithClient()) {
            program.destroy();
        }
        if (!program.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("it did not end in " + BOUND_SECONDS + " s");
        }
        if (subject.endsWithClient() && program.exitValue() != 0) {
            throw new IOException("its exit status is " + program.exitValue());
        }
    }

    private Path output() {
        return folder.resolve("output");
    }

    private String said() throws IOException {
        return Files.exists(output()) ? Files.readString(output()) : "(no output)";
    }

    @Override
    public void close() throws IOException {
        if (client != null) {
            client.close();
        }
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
