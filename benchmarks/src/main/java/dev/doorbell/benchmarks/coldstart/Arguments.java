package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.lang3.math.NumberUtils;

/**
 * The command line of a run.
 *
 * @param jdks {@code --jdk HOME}, once for each; the default is this JVM's own
 * @param rounds {@code --rounds N}; the default is 20
 * @param only {@code --only REGEX}, which the name of a program must contain; what it is compared with runs as well
 * @param options {@code --java OPTION}, once for each option of java that all programs are started with
 * @param out {@code --out FOLDER} for tables and plots
 */
record Arguments(List<Jdk> jdks, int rounds, Pattern only, List<String> options, Path out) {
    private static final int DEFAULT_ROUNDS = 20;

    /**
     * Parses the command line.
     *
     * @param known the options of this benchmark
     * @throws IllegalArgumentException if there is another option, or a value is unusable
     */
    static Arguments of(Set<String> known, String... words) throws IOException {
        List<Jdk> jdks = new ArrayList<>();
        int rounds = DEFAULT_ROUNDS;
        Pattern only = Pattern.compile("");
        List<String> java = new ArrayList<>();
        Path out = Path.of("docs", "performance");
        for (Iterator<String> rest = List.of(words).iterator(); rest.hasNext(); ) {
            String option = rest.next();
            if (!known.contains(option)) {
                throw new IllegalArgumentException(
                        "expected " + String.join(", ", new TreeSet<>(known)) + ", got \"" + option + "\"");
            }
            if (!rest.hasNext()) {
                throw new IllegalArgumentException("expected a value after " + option);
            }
            switch (option) {
                case "--jdk" -> jdks.add(Jdk.at(Path.of(rest.next())));
                case "--rounds" -> rounds = positive(option, rest.next());
                case "--only" -> only = Pattern.compile(rest.next());
                case "--java" -> java.add(rest.next());
                case "--out" -> out = Path.of(rest.next());
                default -> throw new IllegalArgumentException(option);
            }
        }
        if (jdks.isEmpty()) {
            jdks.add(Jdk.at(Path.of(System.getProperty("java.home"))));
        }
        return new Arguments(jdks, rounds, only, java, out);
    }

    private static int positive(String option, String value) {
        int number = NumberUtils.toInt(value);
        if (number < 1) {
            throw new IllegalArgumentException(option + ": expected an integer of at least 1, got \"" + value + "\"");
        }
        return number;
    }

    boolean wants(String program) {
        return only.matcher(program).find();
    }
}
