package dev.doorbell.spi;

import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The listeners that a provider has for one process. Used by one thread. */
public interface ListenerSource {
    /**
     * Returns a source of a provider that has nothing for a process.
     *
     * @param why that it does not apply, and what was seen
     * @param howToPass one sentence, for {@link #howToPass}
     * @return a source that claims nothing
     */
    static ListenerSource nothing(Applicability why, String howToPass) {
        return new ListenerSource() {
            @Override
            public Applicability applicability() {
                return why;
            }

            @Override
            public Claims claim(List<ListenerSpec> specs) {
                return new Claims(Map.of(), List.of());
            }

            @Override
            public String howToPass(ListenerSpec spec) {
                return howToPass;
            }
        };
    }

    /**
     * Whether there is anything for this process. A source of malformed variables applies, and {@link #claim} then throws.
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
     * empty list of specs claims nothing and lists what is there.
     *
     * @param specs the specs, each with a different name
     * @return the listeners that were found for them, and those that no spec asks for
     * @throws HandoverException if what the service manager passed is malformed
     * @throws IllegalStateException if a listener and the spec that names it are of different kinds, or it is claimed
     *     already in this process; everything is left as it was
     * @throws UnsupportedOperationException if this platform cannot have such a source, or a spec asks for a kind that the
     *     provider cannot serve
     * @throws IOException if the operating system refuses; everything is left as it was
     */
    Claims claim(List<ListenerSpec> specs) throws IOException;

    /**
     * Says how a user makes the service manager pass a listener for a spec, for the error that says it was not passed.
     * Called after {@link #claim}.
     *
     * @param spec the spec that nothing was passed for
     * @return one sentence
     */
    String howToPass(ListenerSpec spec);
}
