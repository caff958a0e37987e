package dev.doorbell.spi;

import dev.doorbell.Listener;
import dev.doorbell.spec.ListenerSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a source found.
 *
 * @param found the listeners of each spec that has any
 * @param unclaimed the listeners that no spec asks for, not yet adopted
 * @param ambiguity the candidates, and how to decide between them, where some of what is unclaimed could be meant for
 *     specs without a listener, and nothing says which for which; it is thrown at the user, unless other components will
 *     come for what is left ({@link dev.doorbell.WhenUnclaimed#LATER}); empty as a rule
 */
public record Claims(Map<ListenerSpec, List<Listener>> found, List<Listener> unclaimed, Optional<String> ambiguity) {
    /**
     * What a source found where nothing is ambiguous.
     *
     * @param found the listeners of each spec that has any
     * @param unclaimed the listeners that no spec asks for, not yet adopted
     */
    public Claims(Map<ListenerSpec, List<Listener>> found, List<Listener> unclaimed) {
        this(found, unclaimed, Optional.empty());
    }
}
