package dev.doorbell.benchmarks.coldstart;

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

    static void run(String name, String title, Arguments arguments, Suite suite)
            throws IOException, InterruptedException {
        String loadBefore = Machine.load();
        Map<Jdk, List<Result>> all = new LinkedHashMap<>();
        for (Jdk jdk : arguments.jdks()) {
            Path folder = Files.createTempDirectory("doorbell-benchmark");
            List<Subject> subjects = suite.subjects(jdk, folder).stream().filter(arguments::wants).toList();
            all.put(jdk, new Rounds(jdk, folder, subjects).run(arguments.rounds()));
            remove(folder);
        }
        Files.createDirectories(arguments.out());
        String text = head(title, arguments, loadBefore) + tables(all);
        Files.writeString(arguments.out().resolve(name + ".md"), text);
        Plot.write(arguments.out().resolve(name + ".svg"), title, all);
        System.out.print(text);
    }

    private static String head(String title, Arguments arguments, String loadBefore) throws IOException {
        return "# " + title + "\n\n" + Machine.description() + ". " + arguments.rounds()
                + " rounds; load " + loadBefore + " before, " + Machine.load()
                + " after. Medians, with the quartiles in brackets; ratios are of the same round.\n";
    }

    private static String tables(Map<Jdk, List<Result>> all) {
        StringBuilder text = new StringBuilder();
        all.forEach((jdk, results) ->
                text.append("\n## JDK ").append(jdk.version()).append("\n\n").append(Table.of(results)));
        return text.toString();
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
