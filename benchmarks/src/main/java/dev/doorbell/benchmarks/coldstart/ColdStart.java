package dev.doorbell.benchmarks.coldstart;

import dev.doorbell.benchmarks.micro.Steady;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Starts programs by turns, and writes a table and a plot of what that cost. */
public final class ColdStart {
    private static final Set<String> OF_STARTS = Set.of("--jdk", "--rounds", "--only", "--java", "--out");

    private ColdStart() {}

    /** What is started with a JDK. */
    interface Suite {
        List<Subject> subjects(Jdk jdk, Path folder) throws IOException, InterruptedException;
    }

    /**
     * The ways to a listener, beside each other.
     *
     * @param args see {@link Arguments}
     */
    public static void peers(String... args) throws IOException, InterruptedException {
        Libraries libraries = Libraries.beside(ColdStart.class);
        run(
                "cold-start",
                "Cold start",
                Arguments.of(OF_STARTS, args),
                (jdk, folder) -> new Peers(libraries, folder).all());
    }

    /**
     * The example programs with options that shorten a start.
     *
     * @param args see {@link Arguments}
     */
    public static void recipes(String... args) throws IOException, InterruptedException {
        Libraries libraries = Libraries.beside(ColdStart.class);
        run(
                "recipes",
                "Recipes for a short start",
                Arguments.of(OF_STARTS, args),
                (jdk, folder) -> new Recipes(libraries, folder).all(jdk));
    }

    /**
     * Many listeners in one process.
     *
     * @param args see {@link Arguments}
     */
    public static void scale(String... args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(Set.of("--jdk", "--rounds", "--out"), args);
        Report report = new Report("Many listeners", "Medians; each round is a new process.", arguments);
        for (Jdk jdk : arguments.jdks()) {
            inFolder(folder -> report.section(jdk.version(), Scale.table(jdk, arguments.rounds(), folder)));
        }
        report.write("scale");
    }

    /**
     * Adopted channels beside bound ones, in this JVM.
     *
     * @param args see {@link Arguments}
     */
    public static void steady(String... args) throws IOException {
        Arguments arguments = Arguments.of(Set.of("--rounds", "--out"), args);
        Report report = new Report(
                "Steady state", "Medians, with the quartiles in brackets; ratios are of one turn.", arguments);
        report.section(System.getProperty("java.version"), Steady.table(arguments.rounds()));
        report.write("steady-" + Runtime.version().feature());
    }

    private static void run(String name, String title, Arguments arguments, Suite suite)
            throws IOException, InterruptedException {
        Report report =
                new Report(title, "Medians, with the quartiles in brackets; ratios are of the same round.", arguments);
        Map<Jdk, List<Result>> all = new LinkedHashMap<>();
        for (Jdk jdk : arguments.jdks()) {
            inFolder(folder -> {
                List<Subject> subjects = suite.subjects(jdk, folder).stream()
                        .filter(arguments::wants)
                        .map(subject -> subject.with(subject.name(), arguments.options()))
                        .toList();
                List<Result> results = new Rounds(jdk, folder, subjects).run(arguments.rounds());
                all.put(jdk, results);
                report.section(jdk.version(), Table.of(results));
            });
        }
        report.write(name);
        Path out = arguments.out();
        Plot.write(out.resolve(name + ".svg"), title, "first byte, × plain JVM", Sample::firstByte, all);
        Plot.write(out.resolve(name + "-cpu.svg"), title, "user and system time, × plain JVM", Sample::cpu, all);
    }

    /** What needs a folder for its files. */
    private interface Run {
        void in(Path folder) throws IOException, InterruptedException;
    }

    /** It goes in any case, also where the run is interrupted. */
    private static void inFolder(Run run) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("doorbell-benchmark");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
        try {
            run.in(folder);
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println(folder + " stays: " + e);
        }
    }
}
