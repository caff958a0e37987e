package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Options for java that shorten a start. {@link #FILE} in them is an archive of the program's classes.
 *
 * @param name as the tables have it
 * @param since the first JDK that has it
 * @param options what the program is started with
 * @param training what it is started with once before, to leave the archive when it ends; none where there is no archive
 */
record Recipe(String name, int since, List<String> options, List<String> training) {
    static final String FILE = "{file}";

    private static final int AOT_IN_ONE_STEP = 25;
    private static final int ARCHIVES_THEMSELVES = 19;
    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final List<String> USE_CDS = List.of("-XX:SharedArchiveFile=" + FILE);
    private static final List<String> MAKE_CDS = List.of("-XX:ArchiveClassesAtExit=" + FILE);
    private static final List<String> AUTOMATIC =
            List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + FILE);
    private static final List<String> USE_AOT = List.of("-XX:AOTCache=" + FILE);
    private static final List<String> MAKE_AOT = List.of("-XX:AOTCacheOutput=" + FILE);

    static final List<Recipe> ALL = List.of(
            flags("as it is"),
            flags("-Xshare:off", "-Xshare:off"),
            flags("Serial", "-XX:+UseSerialGC"),
            flags("C1", "-XX:TieredStopAtLevel=1"),
            flags("Serial, C1", SMALL.toArray(String[]::new)),
            flags("Serial, C1, -Xmx32m", plus(SMALL, List.of("-Xmx32m")).toArray(String[]::new)),
            flags("no perf data", "-XX:-UsePerfData"),
            new Recipe("AppCDS", 0, USE_CDS, MAKE_CDS),
            new Recipe("AppCDS, Serial, C1", 0, plus(USE_CDS, SMALL), plus(MAKE_CDS, SMALL)),
            new Recipe("AppCDS that makes itself", ARCHIVES_THEMSELVES, AUTOMATIC, AUTOMATIC),
            new Recipe("AOT cache", AOT_IN_ONE_STEP, USE_AOT, MAKE_AOT),
            new Recipe("AOT cache, Serial, C1", AOT_IN_ONE_STEP, plus(USE_AOT, SMALL), plus(MAKE_AOT, SMALL)));

    static final List<Recipe> ARCHIVES =
            ALL.stream().filter(recipe -> !recipe.training().isEmpty()).toList();

    private static Recipe flags(String name, String... options) {
        return new Recipe(name, 0, List.of(options), List.of());
    }

    private static List<String> plus(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** The program with these options, after a run for its archive. */
    Subject applied(Subject program, Jdk jdk, Path folder) throws IOException, InterruptedException {
        String recipeName = program.name() + ": " + name;
        Path file = folder.resolve(recipeName.replaceAll("[^a-zA-Z0-9]", "-") + ".archive");
        if (!training.isEmpty()) {
            try (Launch launch = new Launch(program.with(recipeName, with(training, file)), jdk, folder)) {
                Sample unused = launch.measured();
            }
            if (!Files.exists(file)) {
                throw new IOException(recipeName + " left no archive on JDK " + jdk.version() + ".");
            }
        }
        return program.with(recipeName, with(options, file));
    }

    private static List<String> with(List<String> options, Path file) {
        return options.stream()
                .map(option -> option.replace(FILE, file.toString()))
                .toList();
    }
}
