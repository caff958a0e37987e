package dev.doorbell.benchmarks.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.SystemUtils;

/** The tables of a run in Markdown, with the machine that it ran on. */
final class Report {
    private static final String MODEL = "model name";
    private static final String HEAD = "| program | listener | first byte, × | CPU, × | first byte, ms | CPU, ms |"
            + " peak, MiB | classes | not archived | more libraries |\n|---|---|---|---|---|---|---|---|---|---|\n";

    private final Arguments arguments;
    private final String title;
    private final String method;
    private final String loadBefore;
    private final StringBuilder sections = new StringBuilder();

    /**
     * A report of a run that begins now.
     *
     * @param method a sentence about the figures
     */
    Report(String title, String method, Arguments arguments) throws IOException {
        this.title = title;
        this.method = method;
        this.arguments = arguments;
        this.loadBefore = load();
    }

    void section(String jdk, List<Result> results) {
        StringBuilder table = new StringBuilder(HEAD);
        for (Result result : results) {
            table.append(row(result));
        }
        section(jdk, table.toString());
    }

    void section(String jdk, String table) {
        sections.append("\n## JDK ").append(jdk).append("\n\n").append(table);
    }

    private static String row(Result result) {
        return "| " + result.subject().name()
                + " | " + result.subject().group()
                + " | " + text("**%.2f**", "%.2f", result.ratio(Launch.Sample::firstByte))
                + " | " + text("**%.2f**", "%.2f", result.ratio(Launch.Sample::cpu))
                + " | " + text("%.1f", "%.1f", result.spread(Launch.Sample::firstByte))
                + " | " + text("%.1f", "%.1f", result.spread(Launch.Sample::cpu))
                + " | "
                + String.format(
                        Locale.ROOT, "%.1f", result.spread(Launch.Sample::peak).median())
                + " | " + result.counts().classes()
                + " | " + result.counts().unshared()
                + " | " + String.join(", ", result.counts().librariesBeyond(result.baseCounts())) + " |\n";
    }

    /** The median, and the quartiles around it. */
    private static String text(String median, String quartile, Spread spread) {
        return String.format(
                Locale.ROOT,
                median + " (" + quartile + "–" + quartile + ")",
                spread.median(),
                spread.lower(),
                spread.upper());
    }

    /** Writes it into a file of this name, and prints it. */
    void write(String name) throws IOException {
        String text = "# " + title + "\n\n" + machine() + ". " + options() + arguments.rounds() + " rounds; load "
                + loadBefore + " before, " + load() + " after. " + method + "\n" + sections;
        Files.createDirectories(arguments.out());
        Files.writeString(arguments.out().resolve(name + ".md"), text);
        System.out.print(text);
    }

    private String options() {
        return arguments.options().isEmpty() ? "" : "All with " + String.join(" ", arguments.options()) + ". ";
    }

    private static String machine() throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        return model() + ", " + processors + (processors == 1 ? " processor" : " processors") + ", Linux "
                // without the suffix of its builder
                + StringUtils.substringBefore(SystemUtils.OS_VERSION, "-");
    }

    private static String model() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
            if (line.startsWith(MODEL)) {
                return StringUtils.substringAfter(line, ":").trim();
            }
        }
        return SystemUtils.OS_ARCH;
    }

    /** {@return how many threads were running or waiting for a processor, over the last minute} */
    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }
}
