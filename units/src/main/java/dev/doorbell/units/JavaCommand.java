package dev.doorbell.units;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A command that starts Java, taken apart as the launcher does: {@code java(1)}. */
final class JavaCommand {
    private static final Set<String> CLASS_PATH =
            Set.of("-cp", "-classpath", "--class-path", "-p", "--module-path", "--upgrade-module-path");
    private static final List<String> CLASS_PATH_BEHIND_EQUALS =
            List.of("--class-path=", "--module-path=", "--upgrade-module-path=");

    private final List<String> options = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
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

    /** The jars of the program, and the folders of those that are not named one by one. */
    List<String> files() {
        return files;
    }

    private static boolean isOption(String word) {
        return (word.startsWith("-") || word.startsWith("@"))
                && !Set.of("-m", "--module").contains(word);
    }

    /** Where the next option is. */
    private int take(List<String> command, int at) {
        String option = command.get(at);
        options.add(option);
        CLASS_PATH_BEHIND_EQUALS.stream().filter(option::startsWith).forEach(start -> path(option, start.length()));
        if (at + 1 == command.size() || !takesAWord(option)) {
            return at + 1;
        }
        String word = command.get(at + 1);
        if (option.equals("-jar")) {
            jar = Optional.of(word);
            files.add(word);
        } else if (CLASS_PATH.contains(option)) {
            path(word, 0);
        }
        return at + 2;
    }

    private static boolean takesAWord(String option) {
        boolean isLong = option.startsWith("--") && option.indexOf('=') < 0;
        return option.equals("-jar") || CLASS_PATH.contains(option) || (isLong && !option.equals("--enable-preview"));
    }

    private void path(String path, int start) {
        for (String entry : path.substring(start).split(":", -1)) {
            String file = entry.endsWith("/*") ? entry.substring(0, entry.length() - 2) : entry;
            if (file.startsWith("/")) {
                files.add(file);
            }
        }
    }
}
