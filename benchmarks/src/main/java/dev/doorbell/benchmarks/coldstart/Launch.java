package dev.doorbell.benchmarks.coldstart;

import dev.doorbell.benchmarks.coldstart.Subject.Handing;
import dev.doorbell.descriptors.ChildProcess;
import dev.doorbell.descriptors.Handover;
import dev.doorbell.descriptors.RawDescriptors;
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

    /** For what the program says; all of them alike, so that it costs all the same. */
    private static final List<String> THROUGH_SHELL = List.of("/bin/sh", "-c", "exec \"$@\" >>\"$0\" 2>&1");

    private final Subject subject;
    private final Jdk jdk;
    private final Path folder;
    private final double quietMillis;
    private @Nullable ChildProcess process;
    private @Nullable Client client;

    /** One of which nothing is known. */
    Launch(Subject subject, Jdk jdk, Path folder) {
        this(subject, jdk, folder, 0);
    }

    /**
     * One of which something is known.
     *
     * @param quietMillis how long it certainly takes until it listens, where it binds
     */
    Launch(Subject subject, Jdk jdk, Path folder, double quietMillis) {
        this.subject = subject;
        this.jdk = jdk;
        this.folder = folder;
        this.quietMillis = quietMillis;
    }

    /** What a look at a program shows after its first byte. */
    interface Look {
        void at(long pid) throws IOException;
    }

    Sample measured() throws IOException, InterruptedException {
        return measured(pid -> {});
    }

    Sample measured(Look look) throws IOException, InterruptedException {
        Files.deleteIfExists(output());
        double before = ChildrenTime.soFar();
        try (Door door = Door.open(subject.family(), folder)) {
            long start = System.nanoTime();
            ChildProcess program = subject.handing() == Handing.NONE ? startToBind(door) : startOnDemand(door);
            client().awaitFirstByte();
            double firstByte = (System.nanoTime() - start) / NANOS_PER_MILLI;
            double peak = LifeFiles.peak(program.pid());
            look.at(program.pid());
            end(program);
            return new Sample(firstByte, ChildrenTime.soFar() - before, peak);
        } catch (IOException e) {
            throw new IOException(
                    subject.name() + " on JDK " + jdk.version() + ": " + e.getMessage() + " " + said(), e);
        }
    }

    private ChildProcess startToBind(Door door) throws IOException {
        door.close();
        ChildProcess program = start(new Handover(command(door)));
        Client first = Client.connectToBe(door.address(), program, (long) (quietMillis * NANOS_PER_MILLI));
        client = first;
        first.send(subject.request());
        return program;
    }

    private ChildProcess startOnDemand(Door door) throws IOException {
        Client first = Client.connect(door.address());
        client = first;
        first.send(subject.request());
        Handover handover = new Handover(command(door));
        int number = door.descriptor();
        try {
            return start(
                    subject.handing() == Handing.LISTEN_FDS
                            ? handover.pass("x", number)
                            : handover.standardStreams(number));
        } finally {
            RawDescriptors.close(number);
        }
    }

    private List<String> command(Door door) {
        List<String> command = new ArrayList<>(THROUGH_SHELL);
        command.add(output().toString());
        command.addAll(subject.command(jdk, door.at()));
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

    /** As every program ends: its exit is part of what it costs. */
    private void end(ChildProcess program) throws IOException, InterruptedException {
        client().close();
        if (!subject.endsByItself()) {
            program.destroy();
        }
        if (!program.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("It did not end in " + BOUND_SECONDS + " s.");
        }
        if (subject.endsByItself() && program.exitValue() != 0) {
            throw new IOException("It ended with " + program.exitValue() + ".");
        }
    }

    private Path output() {
        return folder.resolve("output");
    }

    private String said() throws IOException {
        return Files.exists(output()) ? Files.readString(output()) : "It said nothing.";
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
