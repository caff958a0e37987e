package dev.doorbell.e2e.servers;

import dev.doorbell.e2e.fixture.Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A table in a page of docs/ between two comments, which tests write with the figures of their runs. */
public final class MarkedTable {
    private static final String END = "<!-- end -->";

    private final Path page;
    private final String begin;

    /**
     * Finds nothing yet.
     *
     * @param page the file in docs/
     * @param writer the test whose name is in the comment before the table
     */
    public MarkedTable(String page, String writer) {
        this.page = Paths.ROOT.resolve("docs").resolve(page);
        begin = "<!-- written by " + writer + " -->";
    }

    /** Returns the cells of each row, without those of the head. */
    public List<List<String>> rows() throws IOException {
        return lines(Files.readAllLines(page)).stream()
                .skip(2)
                .map(row -> List.of(row.substring(2, row.length() - 2).split(" \\| ", -1)))
                .toList();
    }

    /** Replaces the table. */
    public void write(List<String> head, List<List<String>> rows) throws IOException {
        List<String> text = Files.readAllLines(page);
        List<String> table = lines(text);
        table.clear();
        table.add(line(head));
        table.add("|" + "---|".repeat(head.size()));
        rows.forEach(row -> table.add(line(row)));
        Files.write(page, text);
    }

    private List<String> lines(List<String> text) {
        int first = text.indexOf(begin) + 1;
        return text.subList(first, first + text.subList(first, text.size()).indexOf(END));
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
