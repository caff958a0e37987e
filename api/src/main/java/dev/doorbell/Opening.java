package dev.doorbell;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Claims;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@link Doorbell#open}: claims from the chosen provider, binds what is missing, and makes the channels only when
 * every listener is there. Until then a failure leaves what was inherited as it was.
 */
final class Opening {
    private final Providers providers;
    private final @Nullable WhenMissing whenMissing;
    private final @Nullable WhenUnclaimed whenUnclaimed;
    private final Map<String, List<Listener>> byName = new LinkedHashMap<>();
    private final List<ListenerSpec> specs;

    /**
     * A call.
     *
     * @param specs each with a name of its own
     * @param whenMissing null for the default, which a start that needs none does not load
     * @param whenUnclaimed null for the default
     */
    Opening(
            Providers providers,
            List<ListenerSpec> specs,
            @Nullable WhenMissing whenMissing,
            @Nullable WhenUnclaimed whenUnclaimed) {
        this.providers = providers;
        this.specs = specs;
        this.whenMissing = whenMissing;
        this.whenUnclaimed = whenUnclaimed;
    }

    Listeners open() throws IOException {
        noteNames();
        Candidate chosen = providers.chosen();
        if (providers.areSearched()) {
            providers.warn();
        }
        Closing.prepare();
        try {
            List<Listener> unclaimed = chosen.inherits() ? claim(chosen) : List.of();
            List<ListenerSpec> missing = missing();
            if (!missing.isEmpty()) {
                bind(missing, unclaimed);
            }
            for (Listener listener : all()) {
                listener.open();
            }
            Unclaimed left =
                    unclaimed.isEmpty() ? null : Unclaimed.handle(WhenUnclaimed.orDefault(whenUnclaimed), unclaimed);
            commit(left);
            return new Listeners(byName, all(), left, chosen, providers.areSearched() ? providers.selection() : null);
        } catch (IOException | RuntimeException | Error e) {
            releaseAll(e);
            throw e;
        }
    }

    private void noteNames() {
        for (ListenerSpec spec : specs) {
            if (byName.put(spec.name(), List.of()) != null) {
                throw new IllegalArgumentException(
                        "Two specs have the name \"" + spec.name() + "\". Give each spec its own name.");
            }
        }
    }

    /** Claims listeners for specs, and returns those that no spec asks for. */
    private List<Listener> claim(Candidate chosen) throws IOException {
        Claims claims = chosen.source().claim(specs);
        chosen.add(claims, specs, byName);
        if (claims.ambiguity().isPresent() && whenUnclaimed != WhenUnclaimed.LATER) {
            // to bind would leave the clients of what was passed waiting; with LATER, that is for another component
            throw new IllegalStateException(claims.ambiguity().get());
        }
        List<Listener> unclaimed = chosen.listeners(claims.unclaimed());
        if (!unclaimed.isEmpty() && whenUnclaimed == WhenUnclaimed.FAIL) {
            throw new IllegalStateException(chosen.name() + " passed " + Listeners.list(unclaimed)
                    + ", and no spec asks for it. Add a spec for each, or set whenUnclaimed to another policy.");
        }
        return unclaimed;
    }

    private void bind(List<ListenerSpec> unpassed, List<Listener> unclaimed) throws IOException {
        List<Listener> passed = all();
        passed.addAll(unclaimed);
        providers.warn();
        Missing missing = new Missing(providers, WhenMissing.orDefault(whenMissing));
        missing.bind(unpassed, passed, byName);
        if (whenUnclaimed != WhenUnclaimed.LATER) {
            missing.reportStandardInput(whenUnclaimed == WhenUnclaimed.FAIL);
        }
    }

    private List<ListenerSpec> missing() {
        List<ListenerSpec> missing = new ArrayList<>();
        for (ListenerSpec spec : specs) {
            if (byName.getOrDefault(spec.name(), List.of()).isEmpty()) {
                missing.add(spec);
            }
        }
        return missing;
    }

    private List<Listener> all() {
        List<Listener> all = new ArrayList<>();
        for (ListenerSpec spec : specs) {
            all.addAll(byName.getOrDefault(spec.name(), List.of()));
        }
        return all;
    }

    /** Last of all: a descriptor that was committed cannot be given back as it was. */
    private void commit(@Nullable Unclaimed left) throws IOException {
        try {
            for (Listener listener : all()) {
                listener.commit();
            }
        } catch (IOException | RuntimeException | Error e) {
            if (left != null) {
                Closing.after(e, left);
            }
            throw e;
        }
    }

    private void releaseAll(Throwable failure) {
        for (Listener listener : all()) {
            Closing.after(failure, listener::release);
        }
    }
}
