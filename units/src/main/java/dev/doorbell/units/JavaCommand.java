package dev.doorbell.units;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A command that starts Java, taken apart as the launcher does: {@code java(1)}. */
final class JavaCommand {
    /** The options whose value may be the next word. */
    private static final Set<String> TAKE_A_WORD = Set.of(
            "-jar",
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--limit-modules",
            "--patch-module",
            "--enable-native-access",
            "--illegal-native-access",
            "--describe-module",
            "-d",
            "--source");

    private final List<String> options = new ArrayList<>();
    private Optional<String> jar = Optional.empty();

    private JavaCommand() {}

    static JavaCommand of(List<String> command) {
        JavaCommand java = new JavaCommand();
        int next = 1;
        while (next < command.size() && isOption(command.get(next)) && java.jar.isEmpty()) {
            next = java.take(command, next);
        }
        return java;
    }

    static boolean isJava(String program) {
        return program.substring(program.lastIndexOf('/') + 1).equals("java");
    }

    /** The options in front of the jar or the main class. */
    List<String> options() {
        return options;
    }

    /** What stands behind {@code -jar}. */
    Optional<String> jar() {
        return jar;
    }

    private static boolean isOption(String word) {
        return (word.startsWith("-") || word.startsWith("@"))
                && !Set.of("-m", "--module").contains(word);
    }

    /** Where the next option is. */
    private int take(List<String> command, int at) {
        String option = command.get(at);
        options.add(option);
        if (at + 1 == command.size() || !TAKE_A_WORD.contains(option)) {
            return at + 1;
        }
        if (option.equals("-jar")) {
            jar = Optional.of(command.get(at + 1));
        }
        return at + 2;
    }
}
