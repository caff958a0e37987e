package dev.doorbell.units;

import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.util.List;
import java.util.Set;

/** What a service may not have that is started for each connection. */
final class AcceptRules {
    private static final Set<Kind> ACCEPTING = Set.of(Kind.TCP, Kind.UNIX_STREAM, Kind.UNIX_SEQPACKET);

    private AcceptRules() {}

    static void check(boolean accept, List<ListenerSpec> listeners, boolean endsWhenIdle) {
        if (!accept) {
            throw new IllegalArgumentException(
                    "Inetd style passes one connection as standard input, and none is accepted"
                            + " for the program. Ask for that too (--accept).");
        }
        if (listeners.size() > 1) {
            throw new IllegalArgumentException("A process for each connection has one listener, and " + listeners.size()
                    + " are declared: Accept=yes goes by the name of its one socket unit. Declare a service for each.");
        }
        ListenerSpec listener = listeners.get(0);
        if (listener.kind().isPresent() && !ACCEPTING.contains(listener.kind().get())) {
            throw new IllegalArgumentException(
                    "The listener \"" + listener.name() + "\" accepts no connections: it is of" + " the kind "
                            + listener.kind().get() + ". Use TCP, or a UNIX stream or seqpacket socket.");
        }
        if (endsWhenIdle) {
            throw new IllegalArgumentException("A process for each connection ends with it, and a time without work was"
                    + " asked for. Leave out one of the two.");
        }
    }
}
