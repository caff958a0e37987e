package dev.doorbell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The choice of a provider, and its reasons.
 *
 * @param chosen the provider that is asked first
 * @param binder the provider that binds what the chosen one does not have; empty if there is none
 * @param candidates all that were looked at, best first
 * @param forced the user's choice; null if there is none
 */
record Selection(
        Candidate chosen,
        Optional<Candidate> binder,
        List<Candidate> candidates,
        @Nullable Forced forced) {

    /**
     * A provider that the user chose by its name.
     *
     * @param by how, as a message names it
     */
    record Forced(String provider, String by) {}

    static Selection select(List<Candidate> candidates, @Nullable Forced forced) {
        List<Candidate> ranked = ranked(candidates);
        Candidate chosen = forced == null ? best(ranked) : named(ranked, forced);
        Optional<Candidate> binder = chosen.inherits() ? binder(ranked) : Optional.of(chosen);
        return new Selection(chosen, binder, List.copyOf(ranked), forced);
    }

    /** Best first; written as an insertion, since a comparator would bring the first lambda into the start. */
    static List<Candidate> ranked(List<Candidate> candidates) {
        List<Candidate> ranked = new ArrayList<>();
        for (Candidate candidate : candidates) {
            int index = 0;
            while (index < ranked.size() && better(ranked.get(index), candidate) <= 0) {
                index++;
            }
            ranked.add(index, candidate);
        }
        return ranked;
    }

    private static int better(Candidate one, Candidate other) {
        int byPriority = Integer.compare(other.priority(), one.priority());
        return byPriority != 0 ? byPriority : one.name().compareTo(other.name());
    }

    private static Candidate named(List<Candidate> ranked, Forced forced) {
        for (Candidate candidate : ranked) {
            if (candidate.name().equals(forced.provider()) && candidate.provider() != null) {
                return candidate;
            }
        }
        throw new IllegalStateException("expected the name of a provider in " + forced.by() + ", got \""
                + forced.provider() + "\". Use one of these, or add the library that has it:\n" + table(ranked));
    }

    private static Candidate best(List<Candidate> ranked) {
        for (Candidate candidate : ranked) {
            if (candidate.applicability().applies()) {
                return candidate;
            }
        }
        throw new IllegalStateException(
                "No provider of listeners applies. Add dev.doorbell:doorbell, which has all of them:\n"
                        + table(ranked));
    }

    private static Optional<Candidate> binder(List<Candidate> ranked) {
        for (Candidate candidate : ranked) {
            if (candidate.applicability().applies() && !candidate.inherits()) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Logs each likely mistake of the set-up because of which a provider has nothing. */
    void warnOfMisdirection() {
        for (Candidate candidate : candidates) {
            if (candidate.applicability().warning() && candidate.provider() != chosen.provider()) {
                String which = candidate.provider() == null ? candidate.name() + ": " : "";
                Log.warnOnce(which + candidate.applicability().reason());
            }
        }
    }

    String explanation() {
        String why = forced == null ? "the first of these that applies" : forced.by() + " names it";
        return "Provider chosen: " + chosen.name() + " (" + why + ")\n" + table(candidates);
    }

    private static String table(List<Candidate> ranked) {
        StringBuilder table = new StringBuilder();
        for (Candidate candidate : ranked) {
            table.append(table.length() == 0 ? "  " : "\n  ").append(candidate.seen());
        }
        return ranked.isEmpty() ? "  (no provider was found)" : table.toString();
    }
}
