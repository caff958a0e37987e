package dev.doorbell.benchmarks;

import dev.doorbell.benchmarks.coldstart.ColdStart;
import java.util.Arrays;

/** {@code ./benchmark}: which of the benchmarks to run. */
public final class Main {
    private Main() {}

    /**
     * Runs one.
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

    private static void run(String which, String... options) throws Exception {
        switch (which) {
            case "cold-start" -> ColdStart.peers(options);
            case "recipes" -> ColdStart.recipes(options);
            case "scale" -> ColdStart.scale(options);
            case "steady" -> ColdStart.steady(options);
            case "micro" -> org.openjdk.jmh.Main.main(options);
            default ->
                throw new IllegalArgumentException(
                        "\"" + which + "\" is no benchmark. There are cold-start, recipes, scale, steady and micro.");
        }
    }
}
