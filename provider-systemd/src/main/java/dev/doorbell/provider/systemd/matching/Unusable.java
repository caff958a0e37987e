package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.Kind;
import dev.doorbell.spec.ListenerSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Descriptors that a spec without a listener means and cannot use: to bind it would fail, and not say why. */
final class Unusable {
    private final Assignment matched;
    private final Map<PassedDescriptor, ListenerSpec> taken = new LinkedHashMap<>();
    private @Nullable SpecsByAddress places;

    private Unusable(Assignment matched) {
        this.matched = matched;
    }

    /**
     * Looks for them.
     *
     * @throws IllegalStateException if a unit that a spec is called after has sockets of another kind only
     */
    static void lookFor(Assignment matched) {
        Unusable unusable = new Unusable(matched);
        for (PassedDescriptor descriptor : matched.passed()) {
            if (matched.isFree(descriptor)) {
                unusable.byUnit(descriptor);
                unusable.byAddress(descriptor);
            }
        }
        unusable.taken.forEach((descriptor, spec) -> matched.assign(spec, descriptor));
    }

    /** Assigns a descriptor that is taken already, since its claim is an error that says by which call. */
    private void byUnit(PassedDescriptor descriptor) {
        ListenerSpec spec = ByUnit.spec(matched, descriptor);
        if (spec == null || matched.isFound(spec)) {
            return;
        }
        if (!descriptor.free()) {
            taken.put(descriptor, spec);
        } else if (!descriptor.suits(spec)) {
            throw new IllegalStateException(WrongKind.message(spec, descriptor));
        }
    }

    private void byAddress(PassedDescriptor descriptor) {
        Kind listening = descriptor.mayBlockBind() ? descriptor.kindIfItListened() : null;
        if (listening != null) {
            places = places == null ? new SpecsByAddress(matched.missing()) : places;
            for (ListenerSpec spec : places.meaning(listening, descriptor)) {
                matched.unclear(WrongKind.message(spec, descriptor));
            }
        }
    }
}
