package dev.doorbell.e2e.servers;

import java.util.List;
import java.util.stream.Stream;

/** The servers that the agent is tried on, in the order of the table in docs/agent.md. */
final class Servers {
    /** The core, {@code all}, or a regular expression of names. */
    static final String CHOSEN = System.getProperty("doorbell.servers", "core");

    private Servers() {}

    static List<Server> all() {
        return Stream.of(Embedded.SERVERS, SpringBoot.SERVERS, Downloaded.SERVERS)
                .flatMap(List::stream)
                .toList();
    }

    /** Returns those that are chosen and run on this JDK. */
    static List<Server> chosen() {
        return all().stream()
                .filter(server -> server.oldestJdk <= Runtime.version().feature())
                .filter(server -> switch (CHOSEN) {
                    case "core" -> server.isCore;
                    case "all" -> true;
                    default -> server.name.matches(CHOSEN);
                })
                .toList();
    }
}
