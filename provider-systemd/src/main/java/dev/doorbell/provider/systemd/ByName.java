package dev.doorbell.provider.systemd;

import dev.doorbell.ListenerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first step: a name that {@code FileDescriptorName=} chose. It is the same for every socket of its unit. */
final class ByName {
    private final Assignment matched;
    private final Map<ListenerSpec, List<PassedDescriptor>> named = new LinkedHashMap<>();

    private ByName(Assignment matched) {
        this.matched = matched;
    }

    static void match(Assignment matched) {
        ByName step = new ByName(matched);
        for (PassedDescriptor descriptor : matched.passed()) {
            ListenerSpec spec = descriptor.isCalledAfterUnit() ? null : matched.named(descriptor.name());
            if (spec != null) {
                step.add(spec, descriptor);
            }
        }
        step.assign();
    }

    private void add(ListenerSpec spec, PassedDescriptor descriptor) {
        List<PassedDescriptor> ofName = named.get(spec);
        if (ofName == null) {
            ofName = new ArrayList<>(1);
            named.put(spec, ofName);
        }
        ofName.add(descriptor);
    }

    private void assign() {
        List<ListenerSpec> others = others();
        SpecsByAddress ofOthers = null;
        for (Map.Entry<ListenerSpec, List<PassedDescriptor>> entry : named.entrySet()) {
            List<PassedDescriptor> suiting = suiting(entry.getKey(), entry.getValue());
            if (suiting.size() > 1 && !others.isEmpty()) {
                ofOthers = ofOthers == null ? new SpecsByAddress(others) : ofOthers;
                suiting = SharedName.own(entry.getKey(), suiting, ofOthers);
            }
            for (PassedDescriptor descriptor : suiting) {
                matched.assign(entry.getKey(), descriptor);
            }
        }
    }

    private List<ListenerSpec> others() {
        List<ListenerSpec> others = new ArrayList<>();
        for (ListenerSpec spec : matched.specs()) {
            if (!named.containsKey(spec)) {
                others.add(spec);
            }
        }
        return others;
    }

    /** Those of the spec's kind. Where all are taken already, these: to claim them is an error that says by which call. */
    private static List<PassedDescriptor> suiting(ListenerSpec spec, List<PassedDescriptor> ofName) {
        List<PassedDescriptor> suiting = new ArrayList<>(1);
        PassedDescriptor ofAnotherKind = null;
        for (PassedDescriptor descriptor : ofName) {
            if (descriptor.suits(spec)) {
                suiting.add(descriptor);
            } else if (descriptor.free() && ofAnotherKind == null) {
                ofAnotherKind = descriptor;
            }
        }
        if (suiting.isEmpty() && ofAnotherKind != null) {
            throw new IllegalStateException(WrongKind.message(spec, ofAnotherKind));
        }
        return suiting.isEmpty() ? ofName : suiting;
    }
}
