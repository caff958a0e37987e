package dev.doorbell;

import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import java.util.ArrayList;
import java.util.List;
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

    /** Refuses null, which a provider that was compiled without our annotations may answer. */
    Candidate {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(applicability, "applicability");
    }

    static Candidate examined(ListenerProvider provider, ProcessContext process) {
        try {
            ListenerSource source = provider.examine(process);
            return new Candidate(provider.name(), provider.priority(), source.applicability(), source, provider);
        } catch (RuntimeException | LinkageError e) {
            return failed(provider.getClass().getName(), e);
        }
    }

    static Candidate failed(String name, Throwable failure) {
        Applicability why = Applicability.misdirected("failed to load: " + tell(failure));
        return new Candidate(name, Integer.MIN_VALUE, why, ListenerSource.nothing(why, "Fix it."), null);
    }

    boolean inherits() {
        return priority > ListenerProvider.FALLBACK;
    }

    /** The provider of a candidate that was chosen. */
    ListenerProvider loaded() {
        return Objects.requireNonNull(provider, name);
    }

    /** The listeners of this provider, each under the name that it was passed with. */
    List<Listener> listeners(List<ListenerHandle> handles) {
        List<Listener> listeners = new ArrayList<>(handles.size());
        for (ListenerHandle handle : handles) {
            listeners.add(new Listener(handle.name(), name, handle));
        }
        return List.copyOf(listeners);
    }

    /** The listeners of this provider for the spec of a name. */
    List<Listener> listeners(String spec, List<ListenerHandle> handles) {
        List<Listener> listeners = new ArrayList<>(handles.size());
        for (ListenerHandle handle : handles) {
            listeners.add(new Listener(spec, name, handle));
        }
        return List.copyOf(listeners);
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
