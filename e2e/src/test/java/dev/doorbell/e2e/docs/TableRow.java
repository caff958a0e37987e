package dev.doorbell.e2e.docs;

import dev.doorbell.e2e.fixture.SmallProgram;
import dev.doorbell.e2e.fixture.Way;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A row of the table of kinds in README.md.
 *
 * @param kind the kind
 * @param spec how a program asks for it
 * @param view the method of a listener
 * @param systemd the cell of systemd
 * @param launchd the cell of launchd
 * @param fallback the cell of the plain bind
 */
record TableRow(String kind, String spec, String view, String systemd, String launchd, String fallback) {
    private static final String HEADER = "| kind | in a spec | view | systemd | launchd | fallback |";
    private static final int COLUMNS = 6;

    static List<TableRow> all() throws IOException {
        List<String> lines = Page.of("README.md").lines();
        List<TableRow> rows = new ArrayList<>();
        // the line of dashes stands between
        for (int index = lines.indexOf(HEADER) + 2; lines.get(index).startsWith("|"); index++) {
            rows.add(of(lines.get(index)));
        }
        return rows;
    }

    private static TableRow of(String line) {
        List<String> columns = new ArrayList<>();
        for (String column : line.substring(1).split("\\|", -1)) {
            columns.add(column.strip().replace("`", ""));
        }
        if (columns.size() != COLUMNS + 1) {
            throw new IllegalStateException("not a row of " + COLUMNS + " columns: " + line);
        }
        return new TableRow(
                columns.get(0), columns.get(1), columns.get(2), columns.get(3), columns.get(4), columns.get(5));
    }

    String cell(Way way) {
        return switch (way) {
            case SYSTEMD -> systemd;
            case LAUNCHD -> launchd;
            case FALLBACK -> fallback;
        };
    }

    /** Returns the libraries that a cell names, as {@link SmallProgram} names them. */
    Set<String> libraries(Way way) {
        Set<String> libraries = new HashSet<>();
        for (String library : SmallProgram.LIBRARIES) {
            if (cell(way).toLowerCase(Locale.ROOT).contains(library)) {
                libraries.add(library);
            }
        }
        return libraries;
    }

    @Override
    public String toString() {
        return kind + " " + spec;
    }
}
