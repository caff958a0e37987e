package dev.doorbell.benchmarks.coldstart;

import java.util.List;
import java.util.Locale;

/** Results as a table in Markdown. */
final class Table {
    private static final String HEAD =
            "| program | listener | first byte, ms | × plain | CPU, ms | × plain | peak, MiB |"
                    + " classes | not archived | more libraries |\n|---|---|---|---|---|---|---|---|---|---|\n";

    private Table() {}

    static String of(List<Result> results) {
        StringBuilder table = new StringBuilder(HEAD);
        for (Result result : results) {
            table.append(row(result));
        }
        return table.toString();
    }

    private static String row(Result result) {
        return "| " + result.subject().name() + " | " + result.subject().family() + " | "
                + text("%.1f", result.spread(Sample::firstByte)) + " | "
                + text("**%.2f**", "%.2f", result.ratio(Sample::firstByte)) + " | "
                + text("%.1f", result.spread(Sample::cpu)) + " | "
                + text("**%.2f**", "%.2f", result.ratio(Sample::cpu)) + " | "
                + String.format(Locale.ROOT, "%.1f", result.spread(Sample::peak).median()) + " | "
                + result.counts().classes() + " | " + result.counts().unshared() + " | "
                + libraries(result) + " |\n";
    }

    private static String text(String format, Spread spread) {
        return text(format, format, spread);
    }

    /** Median, and the quartiles around it. */
    private static String text(String middle, String others, Spread spread) {
        return String.format(
                Locale.ROOT,
                middle + " (" + others + "–" + others + ")",
                spread.median(),
                spread.lower(),
                spread.upper());
    }

    private static String libraries(Result result) {
        return String.join(", ", result.counts().librariesBeyond(result.plainCounts()));
    }
}
