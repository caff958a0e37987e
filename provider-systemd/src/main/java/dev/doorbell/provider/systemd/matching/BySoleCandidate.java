package dev.doorbell.provider.systemd.matching;

/** The last step: the sole spec of a kind and the sole unnamed descriptor of that kind. */
final class BySoleCandidate {
    private BySoleCandidate() {}

    static void match(Assignment matched) {
        for (Leftovers sameKind : Leftovers.of(matched.missing(), matched.left())) {
            if (sameKind.isOnePair()) {
                matched.assign(sameKind.specs().get(0), sameKind.unnamed().get(0));
            } else if (!sameKind.specs().isEmpty()) {
                matched.unclear(Ambiguity.ofUnnamed(sameKind.specs(), sameKind.unnamed()));
            }
        }
    }
}
