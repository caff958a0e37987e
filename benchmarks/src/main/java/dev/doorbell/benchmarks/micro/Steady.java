package dev.doorbell.benchmarks.micro;

import dev.doorbell.benchmarks.coldstart.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A server on an adopted channel and one on a bound channel in the same JVM, by turns: forks of JMH differ by more than
 * what is looked for here.
 */
public final class Steady {
    private static final int WITH_VIRTUAL_THREADS = 21;
    private static final int WARM_UP = 5;

    private Steady() {}

    /**
     * Compares them.
     *
     * @param pairs how often
     * @return a table in Markdown
     */
    public static String table(int pairs) throws IOException {
        StringBuilder table = new StringBuilder("| listener | server | client | bound, ops/ms | adopted, ops/ms |"
                + " throughput, × bound | bound, p99 µs | p99, × bound |\n|---|---|---|---|---|---|---|---|\n");
        for (Place place : Place.values()) {
            for (EchoServer server : EchoServer.values()) {
                if (server != EchoServer.VIRTUAL || Runtime.version().feature() >= WITH_VIRTUAL_THREADS) {
                    table.append(row(place, server, true, pairs)).append(row(place, server, false, pairs));
                }
            }
        }
        return table.toString();
    }

    private static String row(Place place, EchoServer server, boolean stays, int pairs) throws IOException {
        try (Visitor bound = new Visitor(place, server, Place.Origin.BOUND, stays);
                Visitor adopted = new Visitor(place, server, Place.Origin.ADOPTED, stays)) {
            List<Pair> unused = compared(bound, adopted, WARM_UP);
            return "| " + place + row(server, stays, compared(bound, adopted, pairs));
        }
    }

    /** One pair begins with the one, the next with the other. */
    private static List<Pair> compared(Visitor bound, Visitor adopted, int count) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            if (index % 2 == 0) {
                Visitor.Slice first = bound.slice();
                pairs.add(new Pair(first, adopted.slice()));
            } else {
                Visitor.Slice first = adopted.slice();
                pairs.add(new Pair(bound.slice(), first));
            }
        }
        return pairs;
    }

    private record Pair(Visitor.Slice bound, Visitor.Slice adopted) {}

    private static String row(EchoServer server, boolean stays, List<Pair> pairs) {
        Spread rate = Spread.of(pairs.stream()
                .map(pair -> pair.adopted().perMilli() / pair.bound().perMilli())
                .toList());
        Spread late = Spread.of(pairs.stream()
                .map(pair -> pair.adopted().p99() / pair.bound().p99())
                .toList());
        return String.format(
                Locale.ROOT,
                " | %s | %s | %.1f | %.1f | **%.3f** (%.3f–%.3f) | %.1f | **%.3f** (%.3f–%.3f) |\n",
                server,
                stays ? "one connection" : "a connection each time",
                Spread.of(pairs.stream().map(pair -> pair.bound().perMilli()).toList())
                        .median(),
                Spread.of(pairs.stream().map(pair -> pair.adopted().perMilli()).toList())
                        .median(),
                rate.median(),
                rate.lower(),
                rate.upper(),
                Spread.of(pairs.stream().map(pair -> pair.bound().p99()).toList())
                        .median(),
                late.median(),
                late.lower(),
                late.upper());
    }
}
