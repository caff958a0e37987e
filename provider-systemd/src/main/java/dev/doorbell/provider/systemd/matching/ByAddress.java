package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.ListenerSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The second step: descriptors that no chosen name claims, by their kind and exact address. */
final class ByAddress {
    private final Assignment matched;
    private final Set<ListenerSpec> missing;
    private final SpecsByAddress ofMissing;
    private final SpecsByAddress ofOthers;

    private ByAddress(Assignment matched) {
        this.matched = matched;
        List<ListenerSpec> left = matched.missing();
        missing = new HashSet<>(left);
        ofMissing = new SpecsByAddress(left);
        ofOthers = new SpecsByAddress(matched.found());
    }

    static void match(Assignment matched) {
        List<PassedDescriptor> left = matched.left();
        // a host's name is not looked up where it decides nothing: at boot, the name service may not be there yet
        if (matched.specs().size() > 1 || !areOfOneUnit(left, matched)) {
            ByAddress step = new ByAddress(matched);
            for (PassedDescriptor descriptor : left) {
                step.match(descriptor);
            }
        }
    }

    /** Returns whether all have the same name, and a spec has it. */
    private static boolean areOfOneUnit(List<PassedDescriptor> left, Assignment matched) {
        for (PassedDescriptor descriptor : left) {
            if (!descriptor.name().equals(left.get(0).name()) || ByUnit.spec(matched, descriptor) == null) {
                return false;
            }
        }
        return true;
    }

    private void match(PassedDescriptor descriptor) {
        ListenerSpec called = ByUnit.spec(matched, descriptor);
        if (called == null && missing.isEmpty()) {
            // no weaker reason is left either
            return;
        }
        boolean isThere = called != null && SpecsByAddress.isExactly(called, descriptor);
        if (called != null && isThere && missing.contains(called)) {
            // its unit's name decides between several specs that are there
            matched.assign(called, descriptor);
        } else {
            matchOthers(descriptor, isThere);
        }
    }

    /**
     * Assigns it to the spec that is there, or keeps it from weaker reasons.
     *
     * @param isCalledsOwn whether it is also at the address of the spec that its unit is called after
     */
    private void matchOthers(PassedDescriptor descriptor, boolean isCalledsOwn) {
        List<ListenerSpec> there = ofMissing.exactly(descriptor.kind(), descriptor);
        if (there.size() > 1) {
            throw new IllegalStateException(Ambiguity.ofSpecs(there, descriptor));
        }
        if (there.size() == 1) {
            matched.assign(there.get(0), descriptor);
        } else if (!isCalledsOwn
                && !ofOthers.exactly(descriptor.kind(), descriptor).isEmpty()) {
            matched.keepForAnother(descriptor);
        }
    }
}
