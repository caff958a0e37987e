package dev.doorbell;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/**
 * A provider that was found, and what it has for this process.
 *
 * @param provider the provider; null if it could not be loaded
 */
record Candidate(
        String name,
        int priority,
        Applicability applicability,
        ListenerSource source,
        @Nullable ListenerProvider provider) {

    /** The priority of the provider that {@code LISTEN_PID} names, which no other provider has. */
    private static final int FIRST = Integer.MAX_VALUE;

    /** Refuses null, which a provider that was compiled without our annotations may answer. */
    Candidate {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(applicability, "applicability");
    }

    static Candidate examined(ListenerProvider provider, ProcessContext process) {
        try {
            ListenerSource source = provider.examine(process);
            Applicability applicability = source.applicability();
            int priority = applicability.applies() && Providers.isOfListenPid(provider, process)
                    ? FIRST
                    : Math.min(provider.priority(), FIRST - 1);
            return new Candidate(provider.name(), priority, applicability, source, provider);
        } catch (RuntimeException | LinkageError e) {
            return failed(provider.getClass().getName(), e);
        }
    }

    static Candidate failed(String name, Throwable failure) {
        Applicability why = Applicability.misdirected("failed to load: " + tell(failure));
        return new Candidate(name, Integer.MIN_VALUE, why, ListenerSource.nothing(why, why.reason()), null);
    }

    /** Logs that an optional method of the provider failed, which then has nothing there: it need not be the chosen one. */
    void warnOfFailure(String asked, Throwable failure) {
        Log.warnOnce("cannot ask the provider " + name + " for " + asked + ": " + tell(failure)
                + ". Update or remove the provider.");
    }

    /** Returns what was seen, as a line of the explanation. */
    String seen() {
        return name + ": " + applicability;
    }

    boolean inherits() {
        return priority > ListenerProvider.FALLBACK;
    }

    /** The provider of a candidate that was chosen. */
    ListenerProvider loaded() {
        return Objects.requireNonNull(provider, name);
    }

    /** Returns the listeners of this provider, each under the name that it was passed with. */
    List<Listener> listeners(List<ListenerHandle> handles) {
        return listeners(null, handles);
    }

    /** Returns the listeners of this provider under the name of their spec; null for that which each was passed with. */
    List<Listener> listeners(@Nullable String spec, List<ListenerHandle> handles) {
        List<Listener> listeners = new ArrayList<>(handles.size());
        for (ListenerHandle handle : handles) {
            listeners.add(new Listener(spec == null ? handle.name() : spec, name, handle));
        }
        return List.copyOf(listeners);
    }

    /** Adds the listeners that were claimed from this provider, by the names of their specs. */
    void add(Claims claims, List<ListenerSpec> specs, Map<String, List<Listener>> byName) {
        for (ListenerSpec spec : specs) {
            List<ListenerHandle> handles = claims.found().get(spec);
            if (handles != null) {
                byName.put(spec.name(), listeners(spec.name(), handles));
            }
        }
    }

    /** The outermost names the class of the provider, the innermost what is wrong with it. */
    private static String tell(Throwable failure) {
        String what = failure instanceof ServiceConfigurationError
                ? String.valueOf(failure.getMessage())
                : failure.toString();
        Throwable root = rootOf(failure);
        return root == failure ? what : what + " (" + root + ")";
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
