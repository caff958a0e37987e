package dev.doorbell.e2e.servers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of servers in docs/agent.md. A run with -Ddoorbell.servers.write=true writes its figures there. */
final class ServersTable {
    private static final MarkedTable TABLE = new MarkedTable("agent.md", "ServersIT");
    private static final List<String> HEAD =
            List.of("server", "version", "activated", "bind, listen", "reopened", "restarts on 17", "on 25", "remarks");
    static final List<Integer> JDKS = List.of(17, 25);
    static final int FIGURES = 5;
    static final int REMARKS = FIGURES + JDKS.size();
    private static final String NOT_YET = "-";

    private ServersTable() {}

    /** Writes the figures of a run, and the row of each server as it is described now. */
    static void write(Server ran, String figures) throws IOException {
        if (!Boolean.getBoolean("doorbell.servers.write")) {
            return;
        }
        List<List<String>> before = rows();
        TABLE.write(
                HEAD,
                Servers.all().stream()
                        .map(server -> row(server, server == ran ? figures : "", before))
                        .toList());
    }

    private static List<String> row(Server server, String figures, List<List<String>> before) {
        List<String> cells = new ArrayList<>(
                List.of(server.name, server.version(), "yes", "0", server.reopens ? "yes" : "", "", "", server.remark));
        for (int column = 0; column < JDKS.size(); column++) {
            cells.set(FIGURES + column, cell(server, column, figures, before));
        }
        return cells;
    }

    private static String cell(Server server, int column, String figures, List<List<String>> before) {
        int jdk = JDKS.get(column);
        if (jdk < server.oldestJdk) {
            return needed(server);
        }
        return !figures.isEmpty() && Runtime.version().feature() == jdk
                ? figures
                : figures(server, FIGURES + column, before);
    }

    /** Returns the cell of a JDK that is too old for the server. */
    static String needed(Server server) {
        return "needs " + server.oldestJdk;
    }

    private static String figures(Server server, int column, List<List<String>> before) {
        return before.stream()
                .filter(cells -> cells.get(0).equals(server.name))
                .map(cells -> cells.get(column))
                .findFirst()
                .orElse(NOT_YET);
    }

    /** Returns the cells of each row in the page. */
    static List<List<String>> rows() throws IOException {
        return TABLE.rows();
    }

    /** Returns a cell: how many requests were answered at the restarts, and how many were lost. */
    static String restarts(int answered, int lost) {
        return String.format(Locale.ROOT, "%,d / %d", answered, lost);
    }
}
