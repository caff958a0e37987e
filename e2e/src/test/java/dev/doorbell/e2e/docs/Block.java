package dev.doorbell.e2e.docs;

import java.util.Set;

/**
 * A fenced block of a page. Its first line says what it is: {@code ```sh} has commands, {@code ```console} has commands
 * behind {@code $} with what they print, and {@code ```LANGUAGE FILE} is a file that a command of the page uses.
 *
 * @param page the page's name
 * @param line the line of the fence
 * @param language the first word behind the fence
 * @param argument what follows the language: the name of a file, or a mark
 * @param text what is in it
 */
record Block(String page, int line, String language, String argument, String text) {
    /** The commands run as a user with a service manager of its own. */
    static final String USER = "user";

    /** Commands that do not run here: those of the build itself, and those that only a Mac has. */
    private static final Set<String> NOT_RUN = Set.of("build", "macos");

    /** A drawing, and what is compared with the pom. */
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

    /** A file to be saved. It has a name with a suffix. */
    boolean isFile() {
        return argument.matches("[\\w.@-]+\\.\\w+");
    }

    /** Whether it says that it cannot run here, or that there is nothing to run. */
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
