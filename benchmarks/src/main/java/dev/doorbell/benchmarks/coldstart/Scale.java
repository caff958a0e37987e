package dev.doorbell.benchmarks.coldstart;

import dev.doorbell.benchmarks.programs.OpeningMany;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.handover.ChildProcess;
import dev.doorbell.handover.Handover;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The time, heap and resident memory that many listeners take in a new process. */
final class Scale {
    private static final int[] COUNTS = {1, 10, 100, 1000};
    private static final long BOUND_SECONDS = 60;

    /** A heap that is resident as a whole from the beginning, so that what grows is the rest. */
    private static final List<String> STEADY_HEAP =
            List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch");

    private static final String HEAD = """
            | listeners | from | time, µs | each, µs | heap each, bytes | resident beside the heap, KiB |
            |---|---|---|---|---|---|
            """;

    private final Jdk jdk;
    private final Path folder;
    private final Path jar;

    private Scale(Jdk jdk, Path folder, Path jar) {
        this.jdk = jdk;
        this.folder = folder;
        this.jar = jar;
    }

    static String table(Jdk jdk, int rounds, Path folder) throws IOException, InterruptedException {
        Path jar = Programs.doorbellJar(OpeningMany.class, folder);
        Scale scale = new Scale(jdk, folder, jar);
        StringBuilder table = new StringBuilder(HEAD);
        for (int count : COUNTS) {
            List<List<Double>> adopted = new ArrayList<>();
            List<List<Double>> bound = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                if (round % 2 == 0) {
                    adopted.add(scale.opened(count, "doorbell"));
                    bound.add(scale.opened(count, "jdk"));
                } else {
                    bound.add(scale.opened(count, "jdk"));
                    adopted.add(scale.opened(count, "doorbell"));
                }
            }
            table.append(row(count, "Doorbell, passed", adopted)).append(row(count, "the JDK's bind", bound));
        }
        return table.toString();
    }

    private static String row(int count, String from, List<List<Double>> runs) {
        double time = median(runs, 0);
        return String.format(
                Locale.ROOT,
                "| %d | %s | %.0f | %.1f | %.0f | %.0f |\n",
                count,
                from,
                time,
                time / count,
                median(runs, 1) / count,
                median(runs, 2) / 1024);
    }

    private static double median(List<List<Double>> runs, int column) {
        return Spread.of(runs.stream().map(run -> run.get(column)).toList()).median();
    }

    /** Both are passed as many, so that their tables of descriptors are alike. */
    private List<Double> opened(int count, String how) throws IOException, InterruptedException {
        Path answer = folder.resolve("answer");
        Files.deleteIfExists(answer);
        List<String> command = new ArrayList<>(List.of(jdk.java()));
        command.addAll(STEADY_HEAP);
        command.addAll(List.of("-jar", jar.toString(), String.valueOf(count), how, answer.toString()));
        Handover handover = new Handover(command);
        List<ServerSocketChannel> listeners = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        try {
            for (int index = 0; index < count; index++) {
                ServerSocketChannel listener = ServerSocketChannel.open();
                listeners.add(listener);
                numbers.add(RawDescriptors.duplicate(listener.bind(new InetSocketAddress("127.0.0.1", 0))));
                handover.pass("n" + index, numbers.get(index));
            }
            run(handover.start());
            return numbers(Files.readString(answer));
        } finally {
            for (int number : numbers) {
                RawDescriptors.close(number);
            }
            for (ServerSocketChannel listener : listeners) {
                listener.close();
            }
        }
    }

    private static void run(ChildProcess program) throws IOException, InterruptedException {
        if (!program.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
            program.destroyForcibly();
            throw new IOException("it did not end in " + BOUND_SECONDS + " s");
        }
        if (program.exitValue() != 0) {
            throw new IOException("its exit status is " + program.exitValue());
        }
    }

    private static List<Double> numbers(String answer) {
        List<Double> numbers = new ArrayList<>();
        for (String word : answer.split(" ", -1)) {
            numbers.add(Double.parseDouble(word));
        }
        return numbers;
    }
}
