package dev.doorbell.provider.systemd;

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
    private static final String SOCKET_UNIT = ".socket";

    private final List<ListenerSpec> specs;
    private final List<PassedDescriptor> left = new ArrayList<>();
    private final Map<ListenerSpec, List<PassedDescriptor>> found = new HashMap<>();

    private Matcher(List<ListenerSpec> specs) {
        this.specs = specs;
    }

    /**
     * Matches them.
     *
     * @throws IllegalStateException if a name was passed with another kind, or several specs could mean one descriptor
     */
    static Matcher match(List<ListenerSpec> specs, List<PassedDescriptor> passed) {
        Matcher matcher = new Matcher(specs);
        matcher.byName(passed);
        matcher.byAddress();
        matcher.bySoleCandidate();
        return matcher;
    }

    /** The descriptors of a spec, in the order in which they were passed. */
    List<PassedDescriptor> found(ListenerSpec spec) {
        return found.getOrDefault(spec, List.of());
    }

    /** What no spec asks for, in the order in which it was passed. What is taken already is nobody's to claim. */
    List<PassedDescriptor> unclaimed() {
        return left;
    }

    /** What this process has taken already can be asked for by name, which is an error, and by nothing else. */
    private void byName(List<PassedDescriptor> passed) {
        for (PassedDescriptor descriptor : passed) {
            ListenerSpec spec = named(descriptor.name());
            if (spec != null) {
                checkKind(spec, descriptor);
                assign(spec, descriptor);
            } else if (descriptor.free()) {
                left.add(descriptor);
            }
        }
    }

    /** The spec of that very name, else the one that the socket unit is called after: its name is systemd's default. */
    private @Nullable ListenerSpec named(String name) {
        ListenerSpec ofUnit = null;
        for (ListenerSpec spec : specs) {
            if (name.equals(spec.name())) {
                return spec;
            }
            if (name.equals(spec.name() + SOCKET_UNIT)) {
                ofUnit = spec;
            }
        }
        return ofUnit;
    }

    private static void checkKind(ListenerSpec spec, PassedDescriptor descriptor) {
        if (descriptor.free() && !spec.isBareName() && spec.kind().get() != descriptor.kind()) {
            throw new IllegalStateException("The spec " + spec + " wants a "
                    + spec.kind().get()
                    + " listener, and systemd passed " + descriptor + ". Change the spec's scheme, or the Listen...="
                    + " line or FileDescriptorName= of the socket unit.");
        }
    }

    private void byAddress() {
        List<ListenerSpec> unmatched = unmatched();
        for (PassedDescriptor descriptor : List.copyOf(left)) {
            List<ListenerSpec> meaning = meaning(descriptor, unmatched);
            if (meaning.size() > 1) {
                throw ambiguous(descriptor, meaning);
            }
            if (!meaning.isEmpty()) {
                assign(meaning.get(0), descriptor);
                left.remove(descriptor);
            }
        }
    }

    private static List<ListenerSpec> meaning(PassedDescriptor descriptor, List<ListenerSpec> specs) {
        List<ListenerSpec> meaning = new ArrayList<>();
        for (ListenerSpec spec : specs) {
            if (AddressMatch.matches(spec, descriptor)) {
                meaning.add(spec);
            }
        }
        return meaning;
    }

    private static IllegalStateException ambiguous(PassedDescriptor descriptor, List<ListenerSpec> specs) {
        StringBuilder all = new StringBuilder();
        for (ListenerSpec spec : specs) {
            all.append(all.length() == 0 ? "" : ", ").append(spec);
        }
        return new IllegalStateException("Each of these specs could mean " + descriptor + ", which has none of their"
                + " names: " + all + ". Set FileDescriptorName= in the socket unit to one of the names.");
    }

    private void bySoleCandidate() {
        for (ListenerSpec spec : unmatched()) {
            PassedDescriptor sole = soleUnnamed(spec);
            if (sole != null && isSoleSpec(spec)) {
                assign(spec, sole);
                left.remove(sole);
            }
        }
    }

    /** A bare name has no kind: it takes any, and competes with every spec that is left. */
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

    private @Nullable PassedDescriptor soleUnnamed(ListenerSpec spec) {
        PassedDescriptor sole = null;
        for (PassedDescriptor descriptor : left) {
            if (descriptor.unnamed() && (spec.isBareName() || spec.kind().get() == descriptor.kind())) {
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

    private void assign(ListenerSpec spec, PassedDescriptor descriptor) {
        List<PassedDescriptor> assigned = found.get(spec);
        if (assigned == null) {
            assigned = new ArrayList<>();
            found.put(spec, assigned);
        }
        assigned.add(descriptor);
    }
}
