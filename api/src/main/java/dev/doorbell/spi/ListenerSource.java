package dev.doorbell.spi;

import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.util.List;

/** The listeners that a provider has for one process. One thread uses it. */
public interface ListenerSource {
    /**
     * Returns a source of a provider that has nothing for a process.
     *
     * @param why that it does not apply, and what was seen
     * @param howToPass one sentence, for {@link #howToPass}
     * @return a source that claims nothing
     */
    static ListenerSource nothing(Applicability why, String howToPass) {
        return new EmptySource(why, howToPass, null);
    }

    /**
     * Returns a source that cannot be claimed from, such as that of malformed variables.
     *
     * @param why whether it applies, so that it is chosen and its failure reaches the user, and what was seen
     * @param failure what {@link #claim} throws: an IOException or a RuntimeException
     * @return a source whose claims fail
     * @throws IllegalArgumentException if it is another exception, which a claim cannot throw
     */
    static ListenerSource failing(Applicability why, Exception failure) {
        if (!(failure instanceof IOException) && !(failure instanceof RuntimeException)) {
            throw new IllegalArgumentException("expected an IOException or a RuntimeException, got " + failure);
        }
        return new EmptySource(why, why.reason(), failure);
    }

    /**
     * Returns whether there is anything for this process. A source of malformed variables applies, and {@link #claim} then
     * throws.
     *
     * @return whether it applies, and why
     */
    Applicability applicability();

    /**
     * Finds listeners for specs, all at once, since one spec's match depends on the others. Called where the source applies,
     * or where a user forced its provider.
     *
     * <p>A spec without a listener is absent from {@link Claims#found()}: the user's policy decides whether that is an error.
     * A listener that is found is not altered yet: its channel is made when the caller asks the {@link ListenerHandle}. An
     * empty list of specs claims nothing and lists what is there. A listener that was taken in this process before is neither
     * found nor unclaimed, except where a spec can only mean that one.
     *
     * @param specs the specs, each with a different name
     * @return the listeners that were found for them, and those that no spec asks for
     * @throws ActivationException if what the service manager passed is malformed
     * @throws IllegalStateException if a listener and the spec that names it are of different kinds, if several specs mean one
     *     listener, or if it is taken already in this process; everything is left as it was
     * @throws UnsupportedOperationException if this platform cannot have such a source, or a spec asks for a kind that the
     *     provider cannot serve
     * @throws IOException if the operating system refuses; everything is left as it was
     */
    Claims claim(List<ListenerSpec> specs) throws IOException;

    /**
     * Returns how a user makes the service manager pass a listener for a spec, for the error that says it was not passed.
     * Called after {@link #claim}.
     *
     * @param spec the spec that nothing was passed for
     * @return one sentence
     */
    String howToPass(ListenerSpec spec);
}
