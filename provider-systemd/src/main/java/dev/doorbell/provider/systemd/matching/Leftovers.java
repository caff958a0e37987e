package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Specs without a descriptor and unnamed descriptors without a spec that could belong together: those of one kind. A bare
 * name could be of any kind, so with one all kinds are one group.
 */
final class Leftovers {
    private final List<ListenerSpec> specs = new ArrayList<>();
    private final List<PassedDescriptor> unnamed = new ArrayList<>();

    private Leftovers() {}

    /** Groups those of each kind that has an unnamed descriptor. A descriptor with a name of its own is never guessed. */
    static Collection<Leftovers> of(List<ListenerSpec> unmatched, List<PassedDescriptor> left) {
        Leftovers together = hasBareName(unmatched) ? new Leftovers() : null;
        Map<Kind, Leftovers> byKind = new EnumMap<>(Kind.class);
        for (PassedDescriptor descriptor : left) {
            if (descriptor.unnamed()) {
                ofKind(byKind, descriptor.kind(), together).unnamed.add(descriptor);
            }
        }
        for (ListenerSpec spec : unmatched) {
            Leftovers sameKind =
                    spec.isBareName() ? together : byKind.get(spec.kind().orElseThrow());
            if (sameKind != null) {
                sameKind.specs.add(spec);
            }
        }
        return together != null && !together.unnamed.isEmpty() ? List.of(together) : byKind.values();
    }

    private static Leftovers ofKind(Map<Kind, Leftovers> byKind, Kind kind, @Nullable Leftovers together) {
        Leftovers sameKind = byKind.get(kind);
        if (sameKind == null) {
            sameKind = together == null ? new Leftovers() : together;
            byKind.put(kind, sameKind);
        }
        return sameKind;
    }

    private static boolean hasBareName(List<ListenerSpec> specs) {
        for (ListenerSpec spec : specs) {
            if (spec.isBareName()) {
                return true;
            }
        }
        return false;
    }

    List<ListenerSpec> specs() {
        return specs;
    }

    /** Returns the descriptors; at least one. */
    List<PassedDescriptor> unnamed() {
        return unnamed;
    }

    /** Returns whether there is only one way to pair them. */
    boolean isOnePair() {
        return specs.size() == 1 && unnamed.size() == 1;
    }
}
