package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The example programs, with options of java that shorten a start. */
final class Recipes {
    private static final String FILE = "{file}";
    private static final int AOT_IN_ONE_STEP = 25;
    private static final int ARCHIVE_MADE_AT_EXIT = 19;
    private static final String SERIAL = "-XX:+UseSerialGC";
    private static final String Z = "-XX:+UseZGC";
    private static final String C1 = "-XX:TieredStopAtLevel=1";
    private static final String USE_CDS = "-XX:SharedArchiveFile=" + FILE;
    private static final String MAKE_CDS = "-XX:ArchiveClassesAtExit=" + FILE;
    private static final String AUTO = "-XX:+AutoCreateSharedArchive";
    private static final String USE_AOT = "-XX:AOTCache=" + FILE;
    private static final String MAKE_AOT = "-XX:AOTCacheOutput=" + FILE;

    private static final Recipe APPCDS =
            new Recipe("AppCDS, Serial, C1", 0, List.of(USE_CDS, SERIAL, C1), List.of(MAKE_CDS, SERIAL, C1));
    private static final Recipe AOT = new Recipe(
            "AOT cache, Serial, C1", AOT_IN_ONE_STEP, List.of(USE_AOT, SERIAL, C1), List.of(MAKE_AOT, SERIAL, C1));

    private static final List<Recipe> ALL = List.of(
            flags("as it is"),
            flags("-Xshare:off", "-Xshare:off"),
            flags("Serial, C1", SERIAL, C1),
            flags("Serial, C1, -Xmx32m", SERIAL, C1, "-Xmx32m"),
            new Recipe("AppCDS", 0, List.of(USE_CDS), List.of(MAKE_CDS)),
            APPCDS,
            new Recipe(
                    "AppCDS made at exit, Serial, C1",
                    ARCHIVE_MADE_AT_EXIT,
                    List.of(AUTO, USE_CDS, SERIAL, C1),
                    List.of(AUTO, USE_CDS, SERIAL, C1)),
            new Recipe("AOT cache", AOT_IN_ONE_STEP, List.of(USE_AOT), List.of(MAKE_AOT)),
            AOT,
            new Recipe("ZGC", AOT_IN_ONE_STEP, List.of(Z), List.of()),
            new Recipe("AOT cache, ZGC", AOT_IN_ONE_STEP, List.of(USE_AOT, Z), List.of(MAKE_AOT, Z)),
            new Recipe(
                    "AOT cache of G1, run with ZGC",
                    AOT_IN_ONE_STEP,
                    List.of(USE_AOT, Z),
                    List.of(MAKE_AOT, "-XX:+UseG1GC")),
            new Recipe(
                    "AOT cache of G1, run with Serial, C1",
                    AOT_IN_ONE_STEP,
                    List.of(USE_AOT, SERIAL, C1),
                    List.of(MAKE_AOT, "-XX:+UseG1GC")));

    private final Jdk jdk;
    private final Path folder;
    private final Arguments arguments;

    /** Recipes whose archives are written into a folder. */
    Recipes(Jdk jdk, Path folder, Arguments arguments) {
        this.jdk = jdk;
        this.folder = folder;
        this.arguments = arguments;
    }

    /**
     * Options of java. {@link #FILE} in them is an archive of the program's classes.
     *
     * @param name its name in the tables
     * @param since the first JDK that has them
     * @param options those that the program is started with
     * @param training those of a run before, which writes the archive when it ends; none where there is no archive
     */
    private record Recipe(String name, int since, List<String> options, List<String> training) {}

    private static Recipe flags(String name, String... options) {
        return new Recipe(name, 0, List.of(options), List.of());
    }

    List<Subject> all() throws IOException, InterruptedException {
        Programs programs = new Programs(folder, arguments.options());
        Subject plain = programs.plain();
        List<Subject> all = new ArrayList<>(List.of(plain));
        apply(ALL, programs.echoDaemon(), all);
        all.add(programs.httpDaemon());
        apply(ALL.subList(1, ALL.size()), programs.httpDaemon(), all);
        // Doorbell's share that remains where both have the same archive
        apply(List.of(APPCDS, AOT), plain, all);
        apply(List.of(APPCDS, AOT), programs.doorbell(), all);
        return all;
    }

    private void apply(List<Recipe> recipes, Subject program, List<Subject> all)
            throws IOException, InterruptedException {
        for (Recipe recipe : recipes) {
            String name = program.name() + ": " + recipe.name();
            if (recipe.since() <= jdk.feature() && arguments.wants(name)) {
                all.add(trained(recipe, program, name));
            }
        }
    }

    /** The program with the options, after a run that writes the archive. */
    private Subject trained(Recipe recipe, Subject program, String name) throws IOException, InterruptedException {
        Path file = folder.resolve(name.replaceAll("[^a-zA-Z0-9]", "-") + ".archive");
        if (!recipe.training().isEmpty()) {
            try (Launch launch = new Launch(program.with(name, in(recipe.training(), file)), jdk, folder, 0)) {
                Launch.Sample unused = launch.measured();
            }
            if (!Files.exists(file)) {
                throw new IOException(name + " wrote no archive on JDK " + jdk.version());
            }
        }
        return program.with(name, in(recipe.options(), file));
    }

    private static List<String> in(List<String> options, Path file) {
        return options.stream()
                .map(option -> option.replace(FILE, file.toString()))
                .toList();
    }
}
