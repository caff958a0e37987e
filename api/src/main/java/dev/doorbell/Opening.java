package dev.doorbell;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@link Doorbell#open}: claim from the chosen provider, bind what is missing, and only when everything is
 * there make the channels. Until then a failure leaves what was inherited as it was.
 */
final class Opening {
    private final ProcessContext process;
    private final Selection selection;
    private final WhenMissing whenMissing;
    private final WhenUnclaimed whenUnclaimed;
    private final List<Listener> taken = new ArrayList<>();

    Opening(ProcessContext process, Selection selection, WhenMissing whenMissing, WhenUnclaimed whenUnclaimed) {
        this.process = process;
        this.selection = selection;
        this.whenMissing = whenMissing;
        this.whenUnclaimed = whenUnclaimed;
    }

    Listeners open(List<ListenerSpec> specs) throws IOException {
        checkNamesDiffer(specs);
        warnOfMisdirection();
        Closing.prepare();
        try {
            Claims claims = claim(specs);
            Map<String, List<Listener>> byName = byName(specs, claims);
            for (Listener listener : taken) {
                listener.open();
            }
            List<Closeable> unclaimed =
                    claims.unclaimed().isEmpty() ? List.of() : Unclaimed.handle(whenUnclaimed, claims.unclaimed());
            commit(unclaimed);
            return new Listeners(byName, leftOpen(claims), unclaimed, selection.explanation(), selection.provider());
        } catch (IOException | RuntimeException | Error e) {
            releaseAll(e);
            throw e;
        }
    }

    /** Last of all: a descriptor that was committed cannot be given back as it was. */
    private void commit(List<Closeable> unclaimed) throws IOException {
        try {
            for (Listener listener : taken) {
                listener.commit();
            }
        } catch (IOException | RuntimeException | Error e) {
            for (Closeable policy : unclaimed) {
                Closing.after(e, policy);
            }
            throw e;
        }
    }

    private Claims claim(List<ListenerSpec> specs) throws IOException {
        if (!selection.chosen().inherits()) {
            return new Claims(bind(specs, null), List.of());
        }
        try (ListenerSource source = selection.provider().open(process)) {
            Claims inherited = source.claim(specs);
            take(inherited.found());
            checkUnambiguous(inherited);
            if (whenUnclaimed == WhenUnclaimed.FAIL && !inherited.unclaimed().isEmpty()) {
                throw unclaimedFailure(inherited);
            }
            List<ListenerSpec> missing = missing(specs, inherited.found());
            if (missing.isEmpty()) {
                return inherited;
            }
            Map<ListenerSpec, List<Listener>> found = new LinkedHashMap<>(inherited.found());
            found.putAll(bind(missing, new Passer(source, inherited)));
            return new Claims(found, inherited.unclaimed());
        }
    }

    /** To bind would leave the clients of what was passed waiting; with LATER, what was passed is for someone else. */
    private void checkUnambiguous(Claims inherited) {
        if (inherited.ambiguity().isPresent() && whenUnclaimed != WhenUnclaimed.LATER) {
            throw new IllegalStateException(inherited.ambiguity().get());
        }
    }

    /** Binds what the policy lets us bind. */
    private Map<ListenerSpec, List<Listener>> bind(List<ListenerSpec> missing, @Nullable Passer passer)
            throws IOException {
        if (missing.isEmpty()) {
            return Map.of();
        }
        String standardInput = StandardInput.hint(process, selection);
        if (whenMissing != WhenMissing.SKIP) {
            for (ListenerSpec spec : missing) {
                if (whenMissing == WhenMissing.FAIL || spec.isBareName()) {
                    throw missingFailure(spec, passer, standardInput);
                }
            }
        }
        Map<ListenerSpec, List<Listener>> bound =
                whenMissing == WhenMissing.SKIP ? Map.of() : bound(missing, standardInput);
        tellOf(standardInput);
        return bound;
    }

    private Map<ListenerSpec, List<Listener>> bound(List<ListenerSpec> missing, String standardInput)
            throws IOException {
        try (ListenerSource source = binder().open(process)) {
            Map<ListenerSpec, List<Listener>> bound = source.claim(missing).found();
            take(bound);
            return bound;
        } catch (BindException refused) {
            throw StandardInput.explained(refused, standardInput);
        }
    }

    /** It is unclaimed, like any other that was passed. */
    private void tellOf(String standardInput) {
        if (standardInput.isEmpty() || whenUnclaimed == WhenUnclaimed.LATER) {
            return;
        }
        if (whenUnclaimed == WhenUnclaimed.FAIL) {
            throw new IllegalStateException(standardInput);
        }
        Log.warnOnce(standardInput);
    }

    private ListenerProvider binder() {
        if (selection.binder().isPresent() && selection.binder().get().provider() != null) {
            return selection.binder().get().provider();
        }
        throw new IllegalStateException("Nothing here can bind a listener that was not passed. Add "
                + "dev.doorbell:doorbell-provider-fallback, or set whenMissing to FAIL or SKIP.\n"
                + selection.explanation());
    }

    private void take(Map<ListenerSpec, List<Listener>> found) {
        for (List<Listener> listeners : found.values()) {
            taken.addAll(listeners);
        }
    }

    private static List<ListenerSpec> missing(List<ListenerSpec> specs, Map<ListenerSpec, List<Listener>> found) {
        List<ListenerSpec> missing = new ArrayList<>();
        for (ListenerSpec spec : specs) {
            List<Listener> listeners = found.get(spec);
            if (listeners == null || listeners.isEmpty()) {
                missing.add(spec);
            }
        }
        return missing;
    }

    private static Map<String, List<Listener>> byName(List<ListenerSpec> specs, Claims claims) {
        Map<String, List<Listener>> byName = new LinkedHashMap<>();
        for (ListenerSpec spec : specs) {
            List<Listener> found = claims.found().get(spec);
            byName.put(spec.name(), found == null ? List.of() : List.copyOf(found));
        }
        return byName;
    }

    private List<Listener> leftOpen(Claims claims) {
        if (whenUnclaimed == WhenUnclaimed.CLOSE || whenUnclaimed == WhenUnclaimed.FAIL) {
            return List.of();
        }
        return whenUnclaimed == WhenUnclaimed.REJECT ? notRejected(claims.unclaimed()) : claims.unclaimed();
    }

    private static List<Listener> notRejected(List<Listener> unclaimed) {
        List<Listener> left = new ArrayList<>();
        for (Listener listener : unclaimed) {
            if (!Rejecter.canReject(listener)) {
                left.add(listener);
            }
        }
        return left;
    }

    private static void checkNamesDiffer(List<ListenerSpec> specs) {
        Set<String> names = new HashSet<>();
        for (ListenerSpec spec : specs) {
            if (!names.add(spec.name())) {
                throw new IllegalStateException("Two specs have the name \"" + spec.name()
                        + "\", and one name stands for one spec. Give each its own name.");
            }
        }
    }

    private void warnOfMisdirection() {
        for (Candidate candidate : selection.candidates()) {
            if (candidate.applicability().warning()
                    && candidate.provider() != selection.chosen().provider()) {
                String who = candidate.provider() == null ? candidate.name() + ": " : "";
                Log.warnOnce(who + candidate.applicability().reason());
            }
        }
    }

    private IllegalStateException unclaimedFailure(Claims claims) {
        return new IllegalStateException(selection.chosen().name() + " passed " + Texts.list(claims.unclaimed())
                + ", and no spec asks for it. Add a spec of that name, or set whenUnclaimed to another policy.");
    }

    private IllegalStateException missingFailure(ListenerSpec spec, @Nullable Passer passer, String standardInput) {
        String bare = whenMissing == WhenMissing.BIND ? " A bare name cannot be bound; give the spec a URI." : "";
        String passed = passer == null
                ? standardInput.isEmpty() ? "No service manager passed anything to this process." : standardInput
                : passer.tell(selection.chosen().name(), spec);
        return new IllegalStateException("No listener named \"" + spec.name() + "\" was passed. " + passed + bare + "\n"
                + selection.explanation());
    }

    private void releaseAll(Throwable failure) {
        for (Listener listener : taken) {
            Closing.after(failure, listener::release);
        }
    }

    /** The service manager's side of the call, for the message about what it did not pass. */
    private record Passer(ListenerSource source, Claims claims) {
        String tell(String provider, ListenerSpec spec) {
            List<Listener> passed = new ArrayList<>();
            for (List<Listener> listeners : claims.found().values()) {
                passed.addAll(listeners);
            }
            passed.addAll(claims.unclaimed());
            return provider + " passed " + passed.size() + (passed.isEmpty() ? ". " : ": " + Texts.list(passed) + ". ")
                    + source.howToPass(spec);
        }
    }
}
