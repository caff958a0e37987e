package dev.doorbell.benchmarks.coldstart;

import dev.doorbell.benchmarks.micro.Steady;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts programs by turns, and writes a table and a plot of what that cost. */
public final class ColdStart {
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
        run("cold-start", "Cold start", Arguments.of(args), (jdk, folder) -> new Peers(libraries, folder).all());
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
                Arguments.of(args),
                (jdk, folder) -> new Recipes(libraries, folder).all(jdk));
    }

    /**
     * Many listeners in one process.
     *
     * @param args see {@link Arguments}
     */
    public static void scale(String... args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(args);
        Report report = new Report("Many listeners", arguments);
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
        Arguments arguments = Arguments.of(args);
        Report report = new Report("Steady state", arguments);
        report.section(System.getProperty("java.version"), Steady.table(arguments.rounds()));
        report.write("steady-" + Runtime.version().feature());
    }

    private static void run(String name, String title, Arguments arguments, Suite suite)
            throws IOException, InterruptedException {
        Report report = new Report(title, arguments);
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

    private static void inFolder(Run run) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("doorbell-benchmark");
        try {
            run.in(folder);
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
