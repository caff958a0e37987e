package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a run is told: {@code --jdk HOME} for each JDK, {@code --rounds N}, {@code --only REGEX} for some of the programs,
 * {@code --out FOLDER}.
 *
 * @param jdks this JVM's own if none was given
 * @param rounds 20 if nothing was said
 * @param only what the name of a program must contain; the plain JVM always runs
 * @param out where the table and the plot go
 */
record Arguments(List<Jdk> jdks, int rounds, Pattern only, Path out) {
    private static final int ENOUGH_FOR_A_MEDIAN = 20;

    static Arguments of(String... words) throws IOException {
        List<Jdk> jdks = new ArrayList<>();
        int rounds = ENOUGH_FOR_A_MEDIAN;
        Pattern only = Pattern.compile("");
        Path out = Path.of("docs", "performance");
        for (Iterator<String> rest = List.of(words).iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--jdk" -> jdks.add(Jdk.at(Path.of(rest.next())));
                case "--rounds" -> rounds = Integer.parseInt(rest.next());
                case "--only" -> only = Pattern.compile(rest.next());
                case "--out" -> out = Path.of(rest.next());
                default ->
                    throw new IllegalArgumentException(
                            "\"" + option + "\" is no option. There are --jdk, --rounds, --only and --out.");
            }
        }
        return new Arguments(
                jdks.isEmpty() ? List.of(Jdk.at(Path.of(System.getProperty("java.home")))) : jdks, rounds, only, out);
    }

    boolean wants(Subject subject) {
        return subject.name().startsWith("plain")
                || only.matcher(subject.name()).find();
    }
}
