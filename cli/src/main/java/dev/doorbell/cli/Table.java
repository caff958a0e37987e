package dev.doorbell.cli;

import dev.doorbell.units.text.PrintableText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.lang3.StringUtils;

/** A table of text in aligned columns. */
final class Table {
    private Table() {}

    /** One line for each row, each with as many cells as the first; the last line has no line end. */
    static String of(List<List<String>> rows) {
        List<List<String>> printable = rows.stream()
                .map(row -> row.stream().map(PrintableText::of).toList())
                .toList();
        return printable.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> padded(row.get(column), width(printable, column)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream()
                .map(row -> row.get(column))
                .mapToInt(cell -> cell.codePointCount(0, cell.length()))
                .max()
                .orElse(0);
    }

    private static String padded(String cell, int width) {
        return StringUtils.rightPad(cell, width + cell.length() - cell.codePointCount(0, cell.length()));
    }
}
