package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;

/** What a run says, and where it was made. */
final class Report {
    private final Arguments arguments;
    private final String title;
    private final String method;
    private final String loadBefore;
    private final StringBuilder sections = new StringBuilder();

    /**
     * Begins.
     *
     * @param method what the figures are, in a sentence
     */
    Report(String title, String method, Arguments arguments) throws IOException {
        this.title = title;
        this.method = method;
        this.arguments = arguments;
        this.loadBefore = Machine.load();
    }

    void section(String jdk, String table) {
        sections.append("\n## JDK ").append(jdk).append("\n\n").append(table);
    }

    /** Writes it into a file of this name, and prints it. */
    void write(String name) throws IOException {
        String text = "# " + title + "\n\n" + Machine.description() + ". " + options() + arguments.rounds()
                + " rounds; load " + loadBefore + " before, " + Machine.load() + " after. " + method + "\n" + sections;
        Files.createDirectories(arguments.out());
        Files.writeString(arguments.out().resolve(name + ".md"), text);
        System.out.print(text);
    }

    private String options() {
        return arguments.options().isEmpty() ? "" : "All with " + String.join(" ", arguments.options()) + ". ";
    }
}
