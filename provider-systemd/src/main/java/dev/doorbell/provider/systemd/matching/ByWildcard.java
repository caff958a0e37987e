package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.ListenerSpec;
import java.util.List;

/** The fourth step: a wildcard that serves a spec's addresses and more, or some of them. */
final class ByWildcard {
    private ByWildcard() {}

    static void match(Assignment matched) {
        SpecsByAddress places = new SpecsByAddress(matched.missing());
        for (PassedDescriptor descriptor : matched.left()) {
            List<ListenerSpec> meaning = places.meaning(descriptor.kind(), descriptor);
            if (meaning.size() > 1) {
                throw new IllegalStateException(Ambiguity.ofSpecs(meaning, descriptor));
            }
            if (meaning.size() == 1) {
                matched.assign(meaning.get(0), descriptor);
            }
        }
    }
}
