package dev.doorbell;

import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Map;

/** The specs without a passed listener, which {@link WhenMissing} decides on. */
final class Missing {
    private final Selection selection;
    private final WhenMissing policy;
    private final String standardInput;

    Missing(Providers providers, WhenMissing policy) {
        this.selection = providers.selection();
        this.policy = policy;
        this.standardInput = StandardInput.hint(providers);
    }

    /**
     * Binds them, if the policy says so.
     *
     * @param passed the listeners that were passed, for a message
     * @param byName where the listeners that are bound are added
     */
    void bind(List<ListenerSpec> specs, List<Listener> passed, Map<String, List<Listener>> byName) throws IOException {
        if (policy == WhenMissing.SKIP) {
            return;
        }
        for (ListenerSpec spec : specs) {
            if (policy == WhenMissing.FAIL || spec.isBareName()) {
                throw notPassed(spec, passed);
            }
        }
        Candidate binder = binder();
        try {
            binder.add(binder.source().claim(specs), specs, byName);
        } catch (BindException refused) {
            throw StandardInput.explained(refused, standardInput);
        }
    }

    private Candidate binder() {
        if (selection.binder().isPresent()) {
            return selection.binder().get();
        }
        throw new IllegalStateException("cannot bind: no provider of priority 0 applies. Add"
                + " dev.doorbell:doorbell-provider-fallback, or set whenMissing to FAIL or SKIP.\n"
                + selection.explanation());
    }

    /** Reports a socket on standard input, which is unclaimed, like any other that was passed. */
    void reportStandardInput(boolean fail) {
        if (standardInput.isEmpty()) {
            return;
        }
        if (fail) {
            throw new IllegalStateException(standardInput);
        }
        Log.warnOnce(standardInput);
    }

    private IllegalStateException notPassed(ListenerSpec spec, List<Listener> passed) {
        String bare = policy == WhenMissing.BIND ? " A bare name cannot be bound; give the spec a URI." : "";
        return new IllegalStateException("No listener named \"" + spec.name() + "\" was passed. " + seen(spec, passed)
                + bare + "\n" + selection.explanation());
    }

    private String seen(ListenerSpec spec, List<Listener> passed) {
        Candidate chosen = selection.chosen();
        if (chosen.inherits()) {
            return chosen.name() + " passed " + passed.size()
                    + (passed.isEmpty() ? ". " : ": " + Listeners.list(passed) + ". ")
                    + chosen.source().howToPass(spec);
        }
        return standardInput.isEmpty() ? "No service manager passed anything to this process." : standardInput;
    }
}
