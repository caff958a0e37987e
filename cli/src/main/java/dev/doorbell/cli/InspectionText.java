package dev.doorbell.cli;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.spec.Address;
import java.util.ArrayList;
import java.util.List;

/** The output of {@code inspect} for a person. */
final class InspectionText {
    private static final String NONE = "-";

    private InspectionText() {}

    static String of(Doorbell.Passed passed, String explanation) {
        return "provider: " + passed.provider() + "\n\n" + listeners(passed.listeners()) + "\n\n" + explanation;
    }

    private static String listeners(List<Listener> listeners) {
        if (listeners.isEmpty()) {
            return "nothing was passed";
        }
        List<List<String>> rows = new ArrayList<>(List.of(List.of("FD", "NAME", "KIND", "ADDRESS")));
        for (Listener listener : listeners) {
            rows.add(List.of(
                    listener.origin().inherited()
                            ? Integer.toString(listener.origin().descriptor().getAsInt())
                            : NONE,
                    // LISTEN_FDNAMES may contain an empty name
                    listener.name().isEmpty() ? "\"\"" : listener.name(),
                    listener.kind().name(),
                    listener.address().map(Address::toString).orElse(NONE)));
        }
        return Table.of(rows);
    }
}
