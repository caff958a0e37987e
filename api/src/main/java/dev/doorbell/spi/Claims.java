package dev.doorbell.spi;

import dev.doorbell.spec.ListenerSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The listeners that a {@link ListenerSource} has for specs. */
public final class Claims {
    private final Map<ListenerSpec, List<ListenerHandle>> found;
    private final List<ListenerHandle> unclaimed;
    private final @Nullable String ambiguity;

    /**
     * Claims that are not ambiguous.
     *
     * @param found the listeners of each spec that has any; they are the caller's now. Any other spec than those that were
     *     asked for is ignored
     * @param unclaimed the listeners that no spec asks for, not claimed
     */
    public Claims(Map<ListenerSpec, List<ListenerHandle>> found, List<ListenerHandle> unclaimed) {
        this(found, unclaimed, null);
    }

    private Claims(
            Map<ListenerSpec, List<ListenerHandle>> found, List<ListenerHandle> unclaimed, @Nullable String ambiguity) {
        this.found = Collections.unmodifiableMap(new LinkedHashMap<>(found));
        this.unclaimed = List.copyOf(unclaimed);
        this.ambiguity = ambiguity;
    }

    /**
     * Returns the same claims with an ambiguity: some of the unclaimed listeners may be meant for specs without a listener,
     * and nothing says which. It is thrown at the user, except where other components will claim what is left
     * ({@code WhenUnclaimed.LATER}).
     *
     * @param message the candidates, then how to decide between them
     * @return the claims
     */
    public Claims ambiguous(String message) {
        return new Claims(found, unclaimed, message);
    }

    /** {@return the listeners of each spec that has any} */
    public Map<ListenerSpec, List<ListenerHandle>> found() {
        return found;
    }

    /** {@return the listeners that no spec asks for, not claimed} */
    public List<ListenerHandle> unclaimed() {
        return unclaimed;
    }

    /** {@return why it is not certain which listener a spec means; empty as a rule} */
    public Optional<String> ambiguity() {
        return Optional.ofNullable(ambiguity);
    }
}
