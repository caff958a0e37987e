package dev.doorbell.provider.systemd;

import dev.doorbell.Kind;
import dev.doorbell.ListenerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which descriptors belong to which spec. A pure function of both: by name; then, among what is left, by kind and
 * address; then the sole spec of a kind and the sole unnamed descriptor of that kind. Each step looks at a spec and at a
 * descriptor once, so that a thousand of both take a hundred times as long as ten.
 */
final class Matcher {
    private static final String SOCKET_UNIT = ".socket";

    private final List<ListenerSpec> specs;
    private final Map<ListenerSpec, List<PassedDescriptor>> found = new HashMap<>();
    private List<PassedDescriptor> left = new ArrayList<>();
    private @Nullable String ambiguity;

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
        if (matcher.mayHaveMore()) {
            matcher.byAddress();
        }
        if (matcher.mayHaveMore()) {
            matcher.bySoleCandidate();
        }
        if (matcher.mayHaveMore()) {
            matcher.lookForUselessSockets();
        }
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

    /**
     * What to tell a user whose unmatched specs and unclaimed descriptors could belong together, but in several ways or
     * not as they are. It is no error yet: the descriptors may be meant for another component of the process.
     */
    Optional<String> ambiguity() {
        return Optional.ofNullable(ambiguity);
    }

    private boolean mayHaveMore() {
        return !left.isEmpty() && found.size() < specs.size();
    }

    /** What this process has taken already can be asked for by name, which is an error, and by nothing else. */
    private void byName(List<PassedDescriptor> passed) {
        Map<String, ListenerSpec> names = new HashMap<>();
        for (ListenerSpec spec : specs) {
            names.put(spec.name(), spec);
        }
        for (PassedDescriptor descriptor : passed) {
            ListenerSpec spec = named(names, descriptor.name());
            if (spec != null) {
                checkKind(spec, descriptor);
                assign(spec, descriptor);
            } else if (descriptor.free()) {
                left.add(descriptor);
            }
        }
    }

    /** The spec of that very name, else the one that the socket unit is called after: its name is systemd's default. */
    private static @Nullable ListenerSpec named(Map<String, ListenerSpec> names, String name) {
        ListenerSpec spec = names.get(name);
        return spec == null && name.endsWith(SOCKET_UNIT)
                ? names.get(name.substring(0, name.length() - SOCKET_UNIT.length()))
                : spec;
    }

    private static void checkKind(ListenerSpec spec, PassedDescriptor descriptor) {
        if (descriptor.free() && !spec.isBareName() && spec.kind().orElseThrow() != descriptor.kind()) {
            throw new IllegalStateException(WrongKind.message(spec, descriptor));
        }
    }

    private void byAddress() {
        SpecsByAddress places = new SpecsByAddress(unmatched());
        List<PassedDescriptor> candidates = left;
        left = new ArrayList<>();
        for (PassedDescriptor descriptor : candidates) {
            List<ListenerSpec> meaning = places.meaning(descriptor.kind(), descriptor);
            if (meaning.size() > 1) {
                throw new IllegalStateException(Ambiguity.ofSpecs(meaning, descriptor));
            }
            if (meaning.isEmpty()) {
                left.add(descriptor);
            } else {
                assign(meaning.get(0), descriptor);
            }
        }
    }

    private void bySoleCandidate() {
        for (Leftovers sameKind : Leftovers.of(unmatched(), left)) {
            if (sameKind.isOnePair()) {
                assign(sameKind.specs().get(0), sameKind.unnamed().get(0));
                left.remove(sameKind.unnamed().get(0));
            } else if (!sameKind.specs().isEmpty()) {
                unclear(Ambiguity.ofUnnamed(sameKind.specs(), sameKind.unnamed()));
            }
        }
    }

    /** A socket at the address of a spec that is of no use to it: binding the spec would fail, and not say why. */
    private void lookForUselessSockets() {
        SpecsByAddress places = null;
        for (PassedDescriptor descriptor : left) {
            Kind listening = descriptor.isInTheWay() ? descriptor.kindIfItListened() : null;
            if (listening != null) {
                places = places == null ? new SpecsByAddress(unmatched()) : places;
                for (ListenerSpec spec : places.meaning(listening, descriptor)) {
                    unclear(WrongKind.message(spec, descriptor));
                }
            }
        }
    }

    private void unclear(String message) {
        ambiguity = ambiguity == null ? message : ambiguity + "\n" + message;
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
