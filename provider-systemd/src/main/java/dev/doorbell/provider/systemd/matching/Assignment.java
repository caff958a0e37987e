package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.ListenerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Descriptors and the specs that they belong to, as far as the steps of the {@link Matcher} have come. */
public final class Assignment {
    private final List<ListenerSpec> specs;
    private final List<PassedDescriptor> passed;
    private final Map<String, ListenerSpec> names = new HashMap<>();
    private final Map<ListenerSpec, List<PassedDescriptor>> found = new HashMap<>();
    private final Set<PassedDescriptor> assigned = new HashSet<>();
    private final Set<PassedDescriptor> atAnothers = new HashSet<>();
    private @Nullable String ambiguity;

    Assignment(List<ListenerSpec> specs, List<PassedDescriptor> passed) {
        this.specs = specs;
        this.passed = passed;
        for (ListenerSpec spec : specs) {
            names.put(spec.name(), spec);
        }
    }

    /** Returns the descriptors of a spec, in the order in which they were passed. */
    public List<PassedDescriptor> found(ListenerSpec spec) {
        return found.getOrDefault(spec, List.of());
    }

    /** Returns the free descriptors without a spec, in the order in which they were passed. */
    public List<PassedDescriptor> unclaimed() {
        List<PassedDescriptor> left = new ArrayList<>();
        for (PassedDescriptor descriptor : passed) {
            if (descriptor.free() && !assigned.contains(descriptor)) {
                left.add(descriptor);
            }
        }
        return left;
    }

    /**
     * Returns the message for a user whose unmatched specs and unclaimed descriptors could belong together, but in several ways
     * or not as they are. It is not an error yet: the descriptors may be meant for another component of the process.
     */
    public Optional<String> ambiguity() {
        return Optional.ofNullable(ambiguity);
    }

    List<ListenerSpec> specs() {
        return specs;
    }

    List<PassedDescriptor> passed() {
        return passed;
    }

    /** Returns the spec of that very name. */
    @Nullable
    ListenerSpec named(String name) {
        return names.get(name);
    }

    boolean isFound(ListenerSpec spec) {
        return found.containsKey(spec);
    }

    /** Returns whether a weaker reason may take it. */
    boolean isFree(PassedDescriptor descriptor) {
        return !assigned.contains(descriptor) && !atAnothers.contains(descriptor);
    }

    /** Returns whether a descriptor is without a spec. */
    boolean hasMore() {
        return assigned.size() < passed.size();
    }

    /** Returns whether a descriptor is without a spec, and a spec without a descriptor. */
    boolean mayHaveMore() {
        return hasMore() && found.size() < specs.size();
    }

    /** Returns the specs without a descriptor. */
    List<ListenerSpec> missing() {
        List<ListenerSpec> missing = new ArrayList<>();
        for (ListenerSpec spec : specs) {
            if (!isFound(spec)) {
                missing.add(spec);
            }
        }
        return missing;
    }

    /** Returns the specs that have one. */
    public List<ListenerSpec> found() {
        return new ArrayList<>(found.keySet());
    }

    /** Returns the descriptors that a weaker reason may take, in the order in which it was passed. */
    List<PassedDescriptor> left() {
        List<PassedDescriptor> left = unclaimed();
        left.removeAll(atAnothers);
        return left;
    }

    /** Assigns it, at its place in the order in which they were passed. */
    void assign(ListenerSpec spec, PassedDescriptor descriptor) {
        List<PassedDescriptor> ofSpec = found.get(spec);
        if (ofSpec == null) {
            ofSpec = new ArrayList<>(1);
            found.put(spec, ofSpec);
        }
        int at = ofSpec.size();
        while (at > 0 && ofSpec.get(at - 1).number() > descriptor.number()) {
            at--;
        }
        ofSpec.add(at, descriptor);
        assigned.add(descriptor);
    }

    /** Keeps a descriptor from all weaker reasons: it is at exactly the address of a spec that has its listeners. */
    void keepForAnother(PassedDescriptor descriptor) {
        atAnothers.add(descriptor);
    }

    /** Adds a message to the ambiguity. */
    void unclear(String message) {
        ambiguity = ambiguity == null ? message : ambiguity + "\n" + message;
    }
}
