package dev.doorbell.benchmarks;

import dev.doorbell.benchmarks.coldstart.ColdStart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Entry point of {@code ./benchmark}. */
public final class Main {
    private Main() {}

    /**
     * Runs a benchmark.
     *
     * @param args its name, and its options
     */
    public static void main(String[] args) throws Exception {
        String which = args.length == 0 ? "" : args[0];
        String[] options = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        try {
            run(which, options);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /** JMH's forks have the class path, but not the manifest. */
    private static String[] inForks(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-jvmArgsAppend");
        all.add("--enable-native-access=ALL-UNNAMED");
        return all.toArray(String[]::new);
    }

    private static void run(String which, String... options) throws Exception {
        switch (which) {
            case "cold-start" -> ColdStart.programs(options);
            case "recipes" -> ColdStart.recipes(options);
            case "scale" -> ColdStart.scale(options);
            case "steady" -> ColdStart.steady(options);
            case "micro" -> org.openjdk.jmh.Main.main(inForks(options));
            default ->
                throw new IllegalArgumentException(
                        "expected cold-start, recipes, scale, steady or micro, got \"" + which + "\"");
        }
    }
}
