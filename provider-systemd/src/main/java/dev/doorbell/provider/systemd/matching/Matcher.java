package dev.doorbell.provider.systemd.matching;

import dev.doorbell.spec.ListenerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rule of which descriptors belong to which spec: a pure function of both. Evidence is applied strongest first:
 *
 * <ol>
 *   <li>the name that {@code FileDescriptorName=} chose, the same for every socket of its unit;
 *   <li>the kind and exactly the address ({@link ByAddress});
 *   <li>systemd's default name, that of the socket unit: {@code x.socket}, or {@code x@i.socket} of a template
 *       ({@link ByUnit});
 *   <li>a wildcard that covers the spec's: {@code [::]} of both IP versions for {@code 0.0.0.0} ({@link ByWildcard});
 *   <li>being the sole unnamed descriptor of a kind where there is a sole spec of that kind ({@link BySoleCandidate}).
 * </ol>
 *
 * <p>An address therefore beats a unit's default name, and a chosen name beats both. A descriptor at exactly another spec's
 * address is never taken by a weaker reason, also where that spec has its listeners already. A name, chosen or not, is one
 * unit's and may stand for several sockets: a spec takes those of its own kind, and where it is at the address of one of
 * them, leaves those at other specs' addresses to these ({@link SharedName}).
 *
 * <p>Each step looks at a spec and at a descriptor once, so that a thousand of both take a hundred times as long as ten. A
 * step is entered only while something is left for it, so that what has its chosen name takes few classes: the first step
 * is here.
 */
public final class Matcher {
    private final Assignment matched;
    private final Map<ListenerSpec, List<PassedDescriptor>> named = new LinkedHashMap<>();

    private Matcher(Assignment matched) {
        this.matched = matched;
    }

    /**
     * Matches descriptors and specs.
     *
     * @throws IllegalStateException if a name was passed with another kind only, or several specs could mean one descriptor
     */
    public static Assignment match(List<ListenerSpec> specs, List<PassedDescriptor> passed) {
        Assignment matched = new Assignment(specs, passed);
        new Matcher(matched).byName();
        if (matched.hasMore()) {
            // also where each spec has a listener: the other sockets of its unit are its too
            ByAddress.match(matched);
            ByUnit.match(matched);
        }
        if (matched.mayHaveMore()) {
            ByWildcard.match(matched);
        }
        if (matched.mayHaveMore()) {
            BySoleCandidate.match(matched);
        }
        if (matched.mayHaveMore()) {
            Unusable.lookFor(matched);
        }
        return matched;
    }

    /**
     * Matches one address that a program binds, which says nothing of its other ones. So nothing is taken for being the sole
     * candidate; but a wildcard is content with one address of the machine, at its port.
     *
     * @param bound the address as a spec, under a name of the manager's or under one that no descriptor has
     * @param passed all that was passed
     * @return the descriptors that may serve the address, if any
     * @throws IllegalStateException if the name was passed with another kind only
     */
    public static Assignment matchBound(ListenerSpec bound, List<PassedDescriptor> passed) {
        Assignment matched = new Assignment(List.of(bound), passed);
        new Matcher(matched).byName();
        ByAddress.match(matched);
        ByUnit.match(matched);
        if (matched.mayHaveMore()) {
            ByWildcard.match(matched);
        }
        if (matched.mayHaveMore()) {
            ByPort.match(matched);
        }
        return matched;
    }

    private void byName() {
        for (PassedDescriptor descriptor : matched.passed()) {
            ListenerSpec spec = descriptor.isCalledAfterUnit() ? null : matched.named(descriptor.name());
            if (spec != null) {
                add(spec, descriptor);
            }
        }
        assign();
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
                suiting = SharedName.meant(entry.getKey(), suiting, ofOthers);
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

    /** Returns those of the spec's kind; all, if all are taken, since their claim is an error that says by which call. */
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
