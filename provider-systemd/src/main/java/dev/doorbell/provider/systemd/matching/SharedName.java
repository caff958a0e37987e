package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.ListenerSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A name that several sockets have, since it is their unit's: one unit with a plain and a TLS port, say. Where the spec of
 * that name is at the address of one of them, what is at another spec's address is not meant by the name.
 */
final class SharedName {
    private SharedName() {}

    /** Those that the name means. */
    static List<PassedDescriptor> own(ListenerSpec spec, List<PassedDescriptor> ofName, SpecsByAddress others) {
        if (spec.isBareName()) {
            return ofName;
        }
        SpecsByAddress place = new SpecsByAddress(List.of(spec));
        List<PassedDescriptor> own = new ArrayList<>();
        boolean isAtOne = false;
        for (PassedDescriptor descriptor : ofName) {
            boolean isThere = !place.meaning(descriptor.kind(), descriptor).isEmpty();
            isAtOne |= isThere;
            if (isThere || others.meaning(descriptor.kind(), descriptor).isEmpty()) {
                own.add(descriptor);
            }
        }
        return isAtOne ? own : ofName;
    }
}
