package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.ListenerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The third step: sockets without {@code FileDescriptorName=}, which systemd names after their unit, {@code x.socket} or
 * {@code x@i.socket}. A spec asks for one unit: the one that it has a socket of already, else that of its very name, else
 * the sole instance of the template of its name.
 */
final class ByUnit {
    private final Assignment matched;
    private final Map<ListenerSpec, List<PassedDescriptor>> called = new LinkedHashMap<>();

    private ByUnit(Assignment matched) {
        this.matched = matched;
    }

    static void match(Assignment matched) {
        ByUnit step = new ByUnit(matched);
        for (PassedDescriptor descriptor : matched.left()) {
            ListenerSpec spec = spec(matched, descriptor);
            if (spec != null && descriptor.suits(spec)) {
                step.add(spec, descriptor);
            }
        }
        step.assign();
    }

    /** Returns the spec that has the name of its unit: by the whole name, the name without a suffix, or that of the template. */
    static @Nullable ListenerSpec spec(Assignment matched, PassedDescriptor descriptor) {
        if (!descriptor.isCalledAfterUnit()) {
            return null;
        }
        ListenerSpec whole = matched.named(descriptor.name());
        ListenerSpec unit = whole == null ? matched.named(descriptor.unit()) : whole;
        return unit == null ? matched.named(descriptor.template()) : unit;
    }

    private void add(ListenerSpec spec, PassedDescriptor descriptor) {
        List<PassedDescriptor> ofSpec = called.get(spec);
        if (ofSpec == null) {
            ofSpec = new ArrayList<>();
            called.put(spec, ofSpec);
        }
        ofSpec.add(descriptor);
    }

    private void assign() {
        SpecsByAddress others = new SpecsByAddress(matched.missing());
        for (Map.Entry<ListenerSpec, List<PassedDescriptor>> entry : called.entrySet()) {
            ListenerSpec spec = entry.getKey();
            String unit = unit(spec, entry.getValue());
            if (unit != null) {
                assign(spec, ofUnit(unit, spec, entry.getValue()), others);
            }
        }
    }

    private void assign(ListenerSpec spec, List<PassedDescriptor> ofUnit, SpecsByAddress others) {
        for (PassedDescriptor descriptor : ofUnit.size() > 1 ? SharedName.meant(spec, ofUnit, others) : ofUnit) {
            if (matched.isFree(descriptor)) {
                matched.assign(spec, descriptor);
            }
        }
    }

    /** Returns the descriptors of a unit, with those that the spec has already. */
    private List<PassedDescriptor> ofUnit(String unit, ListenerSpec spec, List<PassedDescriptor> ofSpec) {
        List<PassedDescriptor> ofUnit = new ArrayList<>(matched.found(spec));
        for (PassedDescriptor descriptor : ofSpec) {
            if (descriptor.name().equals(unit)) {
                ofUnit.add(descriptor);
            }
        }
        return ofUnit;
    }

    /** Returns the name of the unit that a spec asks for; null if none. */
    private @Nullable String unit(ListenerSpec spec, List<PassedDescriptor> called) {
        for (PassedDescriptor descriptor : matched.found(spec)) {
            if (spec.equals(spec(matched, descriptor))) {
                return descriptor.name();
            }
            if (!descriptor.name().equals(spec.name())) {
                // found by its address, under a name that is not the spec's
                return null;
            }
        }
        for (PassedDescriptor descriptor : called) {
            if (!descriptor.template().equals(spec.name())) {
                return descriptor.name();
            }
        }
        return matched.isFound(spec) ? null : soleInstance(spec, called);
    }

    private @Nullable String soleInstance(ListenerSpec spec, List<PassedDescriptor> instances) {
        for (PassedDescriptor descriptor : instances) {
            if (!descriptor.name().equals(instances.get(0).name())) {
                matched.unclear(Ambiguity.ofInstances(spec, instances));
                return null;
            }
        }
        return instances.get(0).name();
    }
}
