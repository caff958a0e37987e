package dev.doorbell.cli;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.spec.Address;
import java.util.List;
import java.util.stream.Stream;

/** What {@code inspect} says to people. */
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
        Stream<List<String>> header = Stream.of(List.of("FD", "NAME", "KIND", "ADDRESS"));
        return Table.of(Stream.concat(header, listeners.stream().map(InspectionText::row))
                .toList());
    }

    private static List<String> row(Listener listener) {
        return List.of(
                listener.origin().inherited()
                        ? Integer.toString(listener.origin().descriptor().getAsInt())
                        : NONE,
                // LISTEN_FDNAMES may name one nothing at all
                listener.name().isEmpty() ? "\"\"" : listener.name(),
                listener.kind().name(),
                listener.address().map(Address::toString).orElse(NONE));
    }
}
