package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a run is told: {@code --jdk HOME} for each JDK, {@code --rounds N}, {@code --only REGEX} for some of the programs,
 * {@code --java OPTION} for each option that all of them are started with, {@code --out FOLDER}.
 *
 * @param jdks this JVM's own if none was given
 * @param rounds 20 if nothing was said
 * @param only what the name of a program must contain; the plain JVM always runs
 * @param options for java, for all programs
 * @param out where the table and the plot go
 */
record Arguments(List<Jdk> jdks, int rounds, Pattern only, List<String> options, Path out) {
    private static final int ENOUGH_FOR_A_MEDIAN = 20;

    static Arguments of(String... words) throws IOException {
        List<Jdk> jdks = new ArrayList<>();
        int rounds = ENOUGH_FOR_A_MEDIAN;
        Pattern only = Pattern.compile("");
        List<String> java = new ArrayList<>();
        Path out = Path.of("docs", "performance");
        for (Iterator<String> rest = List.of(words).iterator(); rest.hasNext(); ) {
            String option = rest.next();
            if (!rest.hasNext()) {
                throw new IllegalArgumentException("\"" + option + "\" takes a value, as each option does.");
            }
            switch (option) {
                case "--jdk" -> jdks.add(Jdk.at(Path.of(rest.next())));
                case "--rounds" -> rounds = Integer.parseInt(rest.next());
                case "--only" -> only = Pattern.compile(rest.next());
                case "--java" -> java.add(rest.next());
                case "--out" -> out = Path.of(rest.next());
                default ->
                    throw new IllegalArgumentException(
                            "\"" + option + "\" is no option. There are --jdk, --rounds, --only, --java and --out.");
            }
        }
        if (jdks.isEmpty()) {
            jdks.add(Jdk.at(Path.of(System.getProperty("java.home"))));
        }
        return new Arguments(jdks, rounds, only, java, out);
    }

    boolean wants(Subject subject) {
        return subject.name().startsWith("plain")
                || only.matcher(subject.name()).find();
    }
}
