package dev.doorbell.e2e.integrations;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.doorbell.e2e.servers.MarkedTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * The table of adapters in docs/integrations.md. A run with -Ddoorbell.adapters.write=true writes there which rules an
 * adapter has kept, and on which JDK: 17 has the oldest version of the framework, and 25 the newest.
 */
final class AdaptersTable implements TestWatcher {
    static final MarkedTable TABLE = new MarkedTable("integrations.md", "AdapterContract");
    private static final String NOT_YET = "-";

    private static final List<String> HEAD = List.of(
            "adapter",
            "oldest",
            "newest",
            "several listeners",
            "TLS",
            "activated",
            "plain bind",
            "idle exit",
            "READY",
            "wrong kind",
            "restarts on 17",
            "on 25");
    static final int DESCRIBED = 5;
    static final int RESTARTS_ON_17 = HEAD.indexOf("restarts on 17");
    private static final Map<String, Integer> COLUMNS = Map.of(
            "the_first_client_starts_it_and_each_listener_is_served", HEAD.indexOf("activated"),
            "it_binds_if_no_listener_is_passed", HEAD.indexOf("plain bind"),
            "it_ends_when_idle_and_serves_the_next_client", HEAD.indexOf("idle exit"),
            "it_is_ready_when_its_server_has_started", HEAD.indexOf("READY"),
            "a_listener_of_another_kind_is_a_clear_error", HEAD.indexOf("wrong kind"));

    @Override
    public void testSuccessful(ExtensionContext test) {
        if (Boolean.getBoolean("doorbell.adapters.write")) {
            try {
                write(
                        (AdapterContract) test.getRequiredTestInstance(),
                        test.getRequiredTestMethod().getName());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Writes the row of an adapter that has kept one more rule, and the others as they are described now. */
    private static void write(AdapterContract ran, String rule) throws IOException {
        List<List<String>> before = TABLE.rows();
        List<List<String>> rows = new ArrayList<>();
        for (AdapterContract adapter : adapters()) {
            List<String> row = row(adapter, before);
            if (adapter.getClass() == ran.getClass()) {
                note(rule, ran.restarts, row);
            }
            rows.add(row);
        }
        TABLE.write(HEAD, rows);
    }

    private static void note(String rule, String restarts, List<String> row) {
        int jdk = Runtime.version().feature();
        Integer column = COLUMNS.get(rule);
        if (column != null) {
            row.set(column, with(jdk, row.get(column)));
        } else if (!restarts.isEmpty()) {
            row.set(jdk == 17 ? RESTARTS_ON_17 : RESTARTS_ON_17 + 1, restarts);
        }
    }

    private static List<String> row(AdapterContract adapter, List<List<String>> before) {
        List<String> described = described(adapter);
        List<String> cells = new ArrayList<>(before.stream()
                .filter(row -> row.get(0).equals(described.get(0)))
                .findFirst()
                .orElseGet(() -> HEAD.stream().map(column -> NOT_YET).toList()));
        for (int cell = 0; cell < DESCRIBED; cell++) {
            cells.set(cell, described.get(cell));
        }
        return cells;
    }

    /** Returns the JDKs of a cell, and one more. */
    private static String with(int jdk, String cell) {
        Set<String> jdks = new TreeSet<>(List.of(cell.split(", ", -1)));
        jdks.remove(NOT_YET);
        jdks.add(String.valueOf(jdk));
        return String.join(", ", jdks);
    }

    /** Returns the cells that do not come from a run. */
    static List<String> described(AdapterContract adapter) {
        return List.of(
                adapter.name(),
                version(adapter.oldest()),
                version(adapter.newest()),
                adapter.severalListeners(),
                adapter.tls());
    }

    private static String version(List<String> coordinates) {
        return coordinates.get(0).replaceFirst(".*:", "");
    }

    /** Returns the tests of every adapter, by their names. */
    static List<AdapterContract> adapters() {
        return new ClassFileImporter()
                .importPackagesOf(AdapterContract.class).stream()
                        .filter(type -> type.isAssignableTo(AdapterContract.class))
                        .filter(type -> !type.isEquivalentTo(AdapterContract.class))
                        .map(AdaptersTable::instance)
                        .sorted(Comparator.comparing(AdapterContract::name, String.CASE_INSENSITIVE_ORDER))
                        .toList();
    }

    private static AdapterContract instance(JavaClass type) {
        try {
            return (AdapterContract) type.reflect().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
