package dev.doorbell;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ListenerHandle;
import java.io.IOException;
import java.net.BindException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The specs that no service manager passed a listener for, and what {@link WhenMissing} does about them. */
final class Missing {
    private final Providers providers;
    private final WhenMissing policy;
    private final String standardInput;

    Missing(Providers providers, WhenMissing policy) {
        this.providers = providers;
        this.policy = policy;
        this.standardInput = StandardInput.hint(providers.process(), providers.selection());
    }

    /**
     * Binds them, if the policy says so.
     *
     * @param passed the listeners that were passed, for a message
     * @return the listeners that were bound, by the names of their specs
     */
    Map<String, List<Listener>> bind(List<ListenerSpec> specs, List<Listener> passed) throws IOException {
        if (policy == WhenMissing.SKIP) {
            return Map.of();
        }
        for (ListenerSpec spec : specs) {
            if (policy == WhenMissing.FAIL || spec.isBareName()) {
                throw notPassed(spec, passed);
            }
        }
        try {
            return bind(specs, binder());
        } catch (BindException refused) {
            throw StandardInput.explained(refused, standardInput);
        }
    }

    private static Map<String, List<Listener>> bind(List<ListenerSpec> specs, Candidate binder) throws IOException {
        Map<String, List<Listener>> bound = new HashMap<>();
        for (Map.Entry<ListenerSpec, List<ListenerHandle>> found :
                binder.source().claim(specs).found().entrySet()) {
            String name = found.getKey().name();
            bound.put(name, binder.listeners(name, found.getValue()));
        }
        return bound;
    }

    private Candidate binder() {
        Selection selection = providers.selection();
        if (selection.binder().isPresent() && selection.binder().get().provider() != null) {
            return selection.binder().get();
        }
        throw new IllegalStateException("Nothing here can bind a listener that was not passed. Add "
                + "dev.doorbell:doorbell-provider-fallback, or set whenMissing to FAIL or SKIP.\n" + explanation());
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
                + bare + "\n" + explanation());
    }

    private String seen(ListenerSpec spec, List<Listener> passed) {
        Candidate chosen = providers.chosen();
        if (chosen.inherits()) {
            return chosen.name() + " passed " + passed.size()
                    + (passed.isEmpty() ? ". " : ": " + Texts.list(passed) + ". ")
                    + chosen.source().howToPass(spec);
        }
        return standardInput.isEmpty() ? "No service manager passed anything to this process." : standardInput;
    }

    private String explanation() {
        return providers.selection().explanation();
    }
}
