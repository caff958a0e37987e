package dev.doorbell.provider.systemd;

import dev.doorbell.Kind;
import dev.doorbell.ListenerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which descriptors belong to which spec. A pure function of both: by name; then, among what is left, by kind and
 * address; then the sole spec of a kind and the sole unnamed descriptor of that kind.
 */
final class Matcher {
    private final List<ListenerSpec> specs;
    private final List<PassedDescriptor> left;
    private final Map<ListenerSpec, List<PassedDescriptor>> found = new HashMap<>();

    private Matcher(List<ListenerSpec> specs, List<PassedDescriptor> passed) {
        this.specs = specs;
        this.left = new ArrayList<>(passed);
    }

    /**
     * Matches them.
     *
     * @return the descriptors of each spec that has any
     * @throws IllegalStateException if a name was passed with another kind, or several specs could mean one descriptor
     */
    static Map<ListenerSpec, List<PassedDescriptor>> match(List<ListenerSpec> specs, List<PassedDescriptor> passed) {
        Matcher matcher = new Matcher(specs, passed);
        matcher.byName();
        matcher.dropTaken();
        matcher.byAddress();
        matcher.bySoleCandidate();
        return matcher.found;
    }

    private void byName() {
        for (ListenerSpec spec : specs) {
            List<PassedDescriptor> named = new ArrayList<>();
            for (PassedDescriptor descriptor : left) {
                if (descriptor.isNamed(spec.name())) {
                    checkKind(spec, descriptor);
                    named.add(descriptor);
                }
            }
            assign(spec, named);
        }
    }

    private static void checkKind(ListenerSpec spec, PassedDescriptor descriptor) {
        if (descriptor.free() && !spec.isBareName() && spec.kind().get() != descriptor.kind()) {
            throw new IllegalStateException("The spec " + spec + " wants a "
                    + spec.kind().get()
                    + " listener, and systemd passed " + descriptor + ". Change the spec's scheme, or the Listen...="
                    + " line or FileDescriptorName= of the socket unit.");
        }
    }

    /** What this process has taken already can be asked for by name, which is an error, and by nothing else. */
    private void dropTaken() {
        List<PassedDescriptor> free = new ArrayList<>();
        for (PassedDescriptor descriptor : left) {
            if (descriptor.free()) {
                free.add(descriptor);
            }
        }
        left.clear();
        left.addAll(free);
    }

    private void byAddress() {
        for (ListenerSpec spec : unmatched()) {
            List<PassedDescriptor> there = new ArrayList<>();
            for (PassedDescriptor descriptor : left) {
                if (AddressMatch.matches(spec, descriptor)) {
                    checkNobodyElse(spec, descriptor);
                    there.add(descriptor);
                }
            }
            assign(spec, there);
        }
    }

    private void checkNobodyElse(ListenerSpec spec, PassedDescriptor descriptor) {
        for (ListenerSpec other : unmatched()) {
            if (!other.equals(spec) && AddressMatch.matches(other, descriptor)) {
                throw new IllegalStateException("Both " + spec + " and " + other + " could mean " + descriptor
                        + ", which has neither name. Set FileDescriptorName= in the socket unit to one of the names.");
            }
        }
    }

    private void bySoleCandidate() {
        for (ListenerSpec spec : unmatched()) {
            PassedDescriptor sole = soleUnnamed(spec.kind().orElse(null));
            if (sole != null && isSoleSpec(spec)) {
                assign(spec, List.of(sole));
            }
        }
    }

    /** A bare name has no kind, and competes with every spec that is left. */
    private boolean isSoleSpec(ListenerSpec spec) {
        for (ListenerSpec other : unmatched()) {
            boolean competes =
                    spec.isBareName() || other.isBareName() || other.kind().equals(spec.kind());
            if (!other.equals(spec) && competes) {
                return false;
            }
        }
        return true;
    }

    private @Nullable PassedDescriptor soleUnnamed(@Nullable Kind kind) {
        PassedDescriptor sole = null;
        for (PassedDescriptor descriptor : left) {
            if (descriptor.unnamed() && (kind == null || descriptor.kind() == kind)) {
                if (sole != null) {
                    return null;
                }
                sole = descriptor;
            }
        }
        return sole;
    }

    private List<ListenerSpec> unmatched() {
        List<ListenerSpec> unmatched = new ArrayList<>();
        for (ListenerSpec spec : specs) {
            if (!found.containsKey(spec)) {
                unmatched.add(spec);
            }
        }
        return unmatched;
    }

    private void assign(ListenerSpec spec, List<PassedDescriptor> descriptors) {
        if (!descriptors.isEmpty()) {
            found.put(spec, descriptors);
            left.removeAll(descriptors);
        }
    }
}
