package dev.doorbell.benchmarks.coldstart;

import dev.doorbell.benchmarks.micro.Steady;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Entry points of the benchmarks that start programs and write tables and plots. */
public final class ColdStart {
    private static final Set<String> OPTIONS = Set.of("--jdk", "--rounds", "--only", "--java", "--out");
    private static final String METHOD =
            "Medians, with the quartiles in brackets. A ratio (×) is to the first program of"
                    + " the same listener in the same round: the plain JVM, or Jetty on a plain bind.";

    private ColdStart() {}

    /** A list of programs to start with a JDK. */
    private interface Suite {
        List<Subject> subjects(Jdk jdk, Path folder) throws IOException, InterruptedException;
    }

    /**
     * Compares the ways to a listener.
     *
     * @param args see {@link Arguments}
     */
    public static void programs(String... args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(OPTIONS, args);
        run(
                "cold-start",
                "Cold start",
                arguments,
                (jdk, folder) -> wanted(new Programs(folder, arguments.options()).all(), arguments));
    }

    /** Those whose name is asked for, and the first of their groups. */
    private static List<Subject> wanted(List<Subject> all, Arguments arguments) {
        Set<Subject.Group> wanted = EnumSet.noneOf(Subject.Group.class);
        all.stream().filter(subject -> arguments.wants(subject.name())).forEach(subject -> wanted.add(subject.group()));
        Set<Subject.Group> seen = EnumSet.noneOf(Subject.Group.class);
        return all.stream()
                .filter(subject -> wanted.contains(subject.group()))
                .filter(subject -> seen.add(subject.group()) || arguments.wants(subject.name()))
                .toList();
    }

    /**
     * Compares options of java that shorten the start of the example programs.
     *
     * @param args see {@link Arguments}
     */
    public static void recipes(String... args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(OPTIONS, args);
        run(
                "recipes",
                "Recipes for a short start",
                arguments,
                (jdk, folder) -> new Recipes(jdk, folder, arguments).all());
    }

    /**
     * Opens many listeners in one process.
     *
     * @param args see {@link Arguments}
     */
    public static void scale(String... args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(Set.of("--jdk", "--rounds", "--out"), args);
        Report report = new Report("Many listeners", "Medians; each round is a new process.", arguments);
        for (Jdk jdk : arguments.jdks()) {
            report.section(jdk.version(), Scale.table(jdk, arguments.rounds(), temporaryFolder()));
        }
        report.write("scale");
    }

    /**
     * Compares adopted channels with bound ones, in this JVM.
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
        Report report = new Report(title, METHOD, arguments);
        Map<Jdk, List<Result>> all = new LinkedHashMap<>();
        for (Jdk jdk : arguments.jdks()) {
            Path folder = temporaryFolder();
            List<Result> results = new Rounds(jdk, folder, suite.subjects(jdk, folder)).run(arguments.rounds());
            all.put(jdk, results);
            report.section(jdk.version(), results);
        }
        report.write(name);
        plot(name, title, arguments.out(), all);
    }

    private static void plot(String name, String title, Path out, Map<Jdk, List<Result>> all) throws IOException {
        try {
            Plot.write(out.resolve(name + ".svg"), title, "first byte, ratio", Launch.Sample::firstByte, all);
            Plot.write(out.resolve(name + "-cpu.svg"), title, "user and system time, ratio", Launch.Sample::cpu, all);
        } catch (LinkageError e) {
            System.err.println("no plot, since this JVM has no libraries for fonts: " + e.getMessage());
        }
    }

    /** A folder that is removed when this JVM ends, also by a signal. */
    private static Path temporaryFolder() throws IOException {
        Path folder = Files.createTempDirectory("doorbell-benchmark");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
        return folder;
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("cannot remove " + folder + ": " + e);
        }
    }
}
