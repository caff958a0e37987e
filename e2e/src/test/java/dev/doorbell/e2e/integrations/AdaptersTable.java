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
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * The table of adapters in docs/integrations.md. A run with -Ddoorbell.adapters.write=true writes there which rules an
 * adapter has kept, and on which JDK: 17 has the oldest version of the framework, and 25 the newest.
 */
final class AdaptersTable implements TestWatcher {
    static final MarkedTable TABLE = new MarkedTable("integrations.md", "AdapterContract");
    static final String NOT_YET = "-";

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

    /** Writes the row of an adapter that has kept one more rule, and the others as they are described now. */
    @Override
    public void testSuccessful(ExtensionContext test) {
        if (Boolean.getBoolean("doorbell.adapters.write")) {
            AdapterContract ran = (AdapterContract) test.getRequiredTestInstance();
            try {
                List<List<String>> before = TABLE.rows();
                String rule = test.getRequiredTestMethod().getName();
                TABLE.write(
                        HEAD,
                        adapters().stream()
                                .map(adapter -> row(
                                        adapter,
                                        before,
                                        adapter.getClass() == ran.getClass() ? rule : "",
                                        ran.restarts))
                                .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<String> row(AdapterContract adapter, List<List<String>> before, String rule, String restarts) {
        List<String> described = described(adapter);
        List<String> cells = new ArrayList<>(before.stream()
                .filter(row -> row.get(0).equals(described.get(0)))
                .findFirst()
                .orElseGet(() -> HEAD.stream().map(column -> NOT_YET).toList()));
        for (int cell = 0; cell < DESCRIBED; cell++) {
            cells.set(cell, described.get(cell));
        }
        int jdk = Runtime.version().feature();
        Integer column = COLUMNS.get(rule);
        if (column != null) {
            cells.set(column, with(jdk, cells.get(column)));
        } else if (!rule.isEmpty()) {
            cells.set(jdk == 17 ? RESTARTS_ON_17 : RESTARTS_ON_17 + 1, restarts);
        }
        return cells;
    }

    private static String with(int jdk, String jdks) {
        return jdks.contains(NOT_YET)
                ? "" + jdk
                : jdks.contains("" + jdk) ? jdks : jdk == 17 ? "17, 25" : jdks + ", " + jdk;
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
