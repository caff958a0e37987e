package dev.doorbell.units;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The options of a command that starts Java, as far as recipes and their archives depend on them: {@code java(1)}.
 *
 * @param options the words before the jar or the main class
 * @param jar the value of {@code -jar}
 */
record JavaCommand(List<String> options, Optional<String> jar) {
    /** The options whose value may be the next word. Of the long ones, a few have no value; no recipe depends on them. */
    private static final Pattern WITH_VALUE = Pattern.compile("-cp|-classpath|-p|--(?!module$)[^=]+");

    static JavaCommand of(List<String> command) {
        for (int next = 1; next < command.size(); next++) {
            String word = command.get(next);
            String before = command.get(next - 1);
            if (before.equals("-jar")) {
                return new JavaCommand(command.subList(1, next), Optional.of(word));
            }
            boolean option = word.startsWith("-") || word.startsWith("@");
            if (!option && !WITH_VALUE.matcher(before).matches()) {
                return new JavaCommand(command.subList(1, next), Optional.empty());
            }
        }
        return new JavaCommand(command.subList(1, command.size()), Optional.empty());
    }

    static boolean isJava(String program) {
        return program.equals("java") || program.endsWith("/java");
    }
}
