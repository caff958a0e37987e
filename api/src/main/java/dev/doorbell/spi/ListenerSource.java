package dev.doorbell.spi;

import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.util.List;

/** An opened place that listeners come from. Used by one thread, for one call of {@code Doorbell.open}. */
public interface ListenerSource extends AutoCloseable {
    /**
     * Finds listeners for specs, all at once, since one spec's match depends on the others.
     *
     * <p>A spec without a listener is absent from {@link Claims#found()}: whether that is an error is the user's policy,
     * not the provider's. What is found is not altered yet: its channel is made when the caller asks the
     * {@link ListenerHandle} for it. An empty list of specs claims nothing and lists what is there.
     *
     * @param specs the specs, each with a different name
     * @return what was found for them, and what nobody asked for
     * @throws IllegalStateException if a listener and the spec that names it are of different kinds, or it is claimed
     *     already in this process; everything is left as it was
     * @throws UnsupportedOperationException if a spec asks for a kind that this provider cannot serve
     * @throws IOException if the operating system refuses; everything is left as it was
     */
    Claims claim(List<ListenerSpec> specs) throws IOException;

    /**
     * How a user makes this place pass a listener for a spec, for the error that says it was not passed.
     *
     * @param spec the spec that nothing was passed for
     * @return one sentence
     */
    String howToPass(ListenerSpec spec);

    /** Lets go of what the source itself holds. Listeners that were claimed from it stay open. */
    @Override
    void close();
}
