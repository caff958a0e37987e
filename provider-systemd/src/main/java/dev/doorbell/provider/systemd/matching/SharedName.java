package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.ListenerSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A name that several sockets have, since it is their unit's: one unit with a plain and a TLS port, for example. Where the spec
 * of that name is at the address of one of them, the name does not mean a socket at another spec's address.
 */
final class SharedName {
    private SharedName() {}

    /** Returns the descriptors that the name means. */
    static List<PassedDescriptor> meant(ListenerSpec spec, List<PassedDescriptor> ofName, SpecsByAddress others) {
        if (spec.isBareName()) {
            return ofName;
        }
        SpecsByAddress place = new SpecsByAddress(List.of(spec));
        List<PassedDescriptor> meant = new ArrayList<>();
        boolean isAtOne = false;
        for (PassedDescriptor descriptor : ofName) {
            boolean isThere = !place.meaning(descriptor.kind(), descriptor).isEmpty();
            isAtOne |= isThere;
            if (isThere || others.meaning(descriptor.kind(), descriptor).isEmpty()) {
                meant.add(descriptor);
            }
        }
        return isAtOne ? meant : ofName;
    }
}
