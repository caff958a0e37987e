package dev.doorbell.provider.systemd;

import dev.doorbell.ListenerSpec;
import java.util.List;

/**
 * The rule of which descriptors belong to which spec; a pure function of both. Evidence is applied strongest first:
 *
 * <ol>
 *   <li>the name that {@code FileDescriptorName=} chose for the descriptor ({@link ByName});
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
 * step is entered only while something is left for it, so that what has its chosen name takes few classes.
 */
final class Matcher {
    private Matcher() {}

    /**
     * Matches them.
     *
     * @throws IllegalStateException if a name was passed with another kind only, or several specs could mean one descriptor
     */
    static Assignment match(List<ListenerSpec> specs, List<PassedDescriptor> passed) {
        Assignment matched = new Assignment(specs, passed);
        ByName.match(matched);
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
}
