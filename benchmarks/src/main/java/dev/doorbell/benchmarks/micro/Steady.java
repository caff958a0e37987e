package dev.doorbell.benchmarks.micro;

import dev.doorbell.benchmarks.coldstart.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A server on an adopted channel and two on bound channels in the same JVM, by turns: forks of JMH differ by more than what
 * is looked for here. How far the two that are alike differ is the noise. Servers live for a few turns and are made anew,
 * in another order, since a socket keeps the luck of its place in the kernel's tables for its life.
 */
public final class Steady {
    private static final int WITH_VIRTUAL_THREADS = 21;
    private static final int TURNS = 10;
    private static final int WARM_UP = 2;
    private static final List<Place.Origin> SERVERS =
            List.of(Place.Origin.BOUND, Place.Origin.ADOPTED, Place.Origin.BOUND);

    private Steady() {}

    /** One turn of each server, in the order of {@link #SERVERS}. */
    private record Turn(Visitor.Slice bound, Visitor.Slice adopted, Visitor.Slice alike) {}

    /**
     * Compares them.
     *
     * @param lives how many times the servers are made
     * @return a table in Markdown
     */
    public static String table(int lives) throws IOException {
        StringBuilder table = new StringBuilder("| listener | server | client | bound, ops/ms |"
                + " adopted, × bound | bound, × bound | p99 bound, µs | p99 adopted, × bound | p99 bound, × bound |\n"
                + "|---|---|---|---|---|---|---|---|---|\n");
        for (Place place : Place.values()) {
            for (EchoServer server : EchoServer.values()) {
                if (server != EchoServer.VIRTUAL || Runtime.version().feature() >= WITH_VIRTUAL_THREADS) {
                    table.append(row(place, server, true, lives)).append(row(place, server, false, lives));
                }
            }
        }
        return table.toString();
    }

    private static String row(Place place, EchoServer server, boolean stays, int lives) throws IOException {
        List<Turn> turns = new ArrayList<>();
        for (int life = 0; life < lives; life++) {
            turns.addAll(life(place, server, stays, life));
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.1f | **%s** | %s | %.1f | **%s** | %s |\n",
                place,
                server,
                stays ? "one connection" : "a connection each time",
                Spread.of(turns.stream().map(turn -> turn.bound().perMilli()).toList())
                        .median(),
                ratio(turns, Turn::adopted, Visitor.Slice::perMilli),
                ratio(turns, Turn::alike, Visitor.Slice::perMilli),
                Spread.of(turns.stream().map(turn -> turn.bound().p99()).toList())
                        .median(),
                ratio(turns, Turn::adopted, Visitor.Slice::p99),
                ratio(turns, Turn::alike, Visitor.Slice::p99));
    }

    /** Another one is made first in each life, and begins in each turn. */
    private static List<Turn> life(Place place, EchoServer server, boolean stays, int life) throws IOException {
        Visitor[] visitors = new Visitor[SERVERS.size()];
        List<Turn> turns = new ArrayList<>();
        try {
            for (int step = 0; step < visitors.length; step++) {
                int index = (life + step) % visitors.length;
                visitors[index] = new Visitor(place, server, SERVERS.get(index), stays);
            }
            for (int turn = 0; turn < WARM_UP + TURNS; turn++) {
                Visitor.Slice[] slices = new Visitor.Slice[visitors.length];
                for (int step = 0; step < visitors.length; step++) {
                    int index = (turn + step) % visitors.length;
                    slices[index] = visitors[index].slice();
                }
                if (turn >= WARM_UP) {
                    turns.add(new Turn(slices[0], slices[1], slices[2]));
                }
            }
            return turns;
        } finally {
            for (Visitor visitor : visitors) {
                if (visitor != null) {
                    visitor.close();
                }
            }
        }
    }

    private interface Of {
        Visitor.Slice in(Turn turn);
    }

    private static String ratio(List<Turn> turns, Of server, ToDoubleFunction<Visitor.Slice> figure) {
        Spread spread = Spread.of(turns.stream()
                .map(turn -> figure.applyAsDouble(server.in(turn)) / figure.applyAsDouble(turn.bound()))
                .toList());
        return String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", spread.median(), spread.lower(), spread.upper());
    }
}
