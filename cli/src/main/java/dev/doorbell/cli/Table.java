package dev.doorbell.cli;

import dev.doorbell.cli.activator.Texts;
import java.util.List;

/** Rows of text in aligned columns. */
final class Table {
    private static final String GAP = "  ";

    private Table() {}

    /** One line for each row, each with as many cells as the first; the last line has no line end. */
    static String of(List<List<String>> rows) {
        List<List<String>> printable = rows.stream()
                .map(row -> row.stream().map(Texts::printable).toList())
                .toList();
        StringBuilder table = new StringBuilder();
        for (List<String> row : printable) {
            table.append(table.isEmpty() ? "" : "\n");
            for (int column = 0; column < row.size() - 1; column++) {
                table.append(padded(row.get(column), width(printable, column))).append(GAP);
            }
            table.append(row.get(row.size() - 1));
        }
        return table.toString();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - length(cell));
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
