package dev.doorbell.e2e.docs;

import java.util.Set;

/**
 * A fenced block of a page. Its first line says what it is: {@code ```sh} has commands, {@code ```console} has commands
 * behind {@code $} with their output, and {@code ```LANGUAGE FILE} is a file that a command of the page uses.
 *
 * @param page the page's name
 * @param line the line of the fence
 * @param language the first word behind the fence
 * @param argument the text after the language: the name of a file, or a mark
 * @param text the lines of the block
 */
public record Block(String page, int line, String language, String argument, String text) {
    /** The mark of commands that run as a user with a service manager of their own. */
    static final String USER = "user";

    /** The mark of commands that the tests do not run: those of the build itself, and those that only a Mac has. */
    private static final Set<String> NOT_RUN = Set.of("build", "macos");

    /** The languages of drawings, and of text that is compared with the pom. */
    private static final Set<String> NOTHING_TO_RUN = Set.of("mermaid ", "xml dependency");

    private static final Set<String> COMMANDS = Set.of("sh", "console");

    boolean isCommands() {
        return COMMANDS.contains(language) && (argument.isEmpty() || argument.equals(USER));
    }

    boolean isConsole() {
        return language.equals("console");
    }

    boolean isUsers() {
        return argument.equals(USER);
    }

    /** Returns whether it is a file to save, which has a name with a suffix. */
    boolean isFile() {
        return argument.matches("[\\w.@-]+\\.\\w+");
    }

    /** Returns whether a mark says that it cannot run in the tests, or has nothing to run. */
    boolean isMarked() {
        return (COMMANDS.contains(language) && NOT_RUN.contains(argument))
                || NOTHING_TO_RUN.contains(language + " " + argument);
    }

    String where() {
        return page + ":" + line;
    }

    @Override
    public String toString() {
        return where() + " " + language + " " + argument;
    }
}
