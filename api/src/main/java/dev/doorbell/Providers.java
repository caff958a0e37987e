package dev.doorbell;

import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ProcessContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The providers of one call, best first. The provider that {@code LISTEN_PID} names is the first, and it is examined before the
 * class path is searched for the others: that search costs more than the rest of a start.
 */
final class Providers implements Iterable<Candidate> {
    static final String PROPERTY = "doorbell.provider";
    static final String VARIABLE = "DOORBELL_PROVIDER";

    private static final String LISTEN_PID = "LISTEN_PID";

    /** The provider of {@code sd_listen_fds(3)}, the only one that this module knows of. */
    private static final String OF_LISTEN_PID = "dev.doorbell.provider.systemd.SystemdProvider";

    /** A class path so broken that each look at it fails must not keep the program here indefinitely. */
    private static final int MOST_FAILURES = 32;

    private final ProcessContext process;
    private final ClassLoader loader;
    private final Selection.@Nullable Forced forced;
    private final @Nullable Candidate first;
    private @Nullable List<Candidate> candidates;
    private @Nullable Selection selection;
    private boolean unlisted;

    /**
     * The providers that a class loader sees.
     *
     * @param forced the name of the one to choose; null for what the process's property or variable says
     */
    Providers(ProcessContext process, ClassLoader loader, @Nullable String forced) {
        this.process = process;
        this.loader = loader;
        this.forced = forced == null ? override(process) : new Selection.Forced(forced, "Builder.provider");
        this.first = process.variable(LISTEN_PID).isPresent() ? ofListenPid() : null;
    }

    /** The providers that a test gives. */
    Providers(ProcessContext process, List<Candidate> candidates) {
        this.process = process;
        this.loader = Providers.class.getClassLoader();
        this.forced = override(process);
        this.first = null;
        this.candidates = Selection.ranked(candidates);
    }

    private static Selection.@Nullable Forced override(ProcessContext process) {
        Optional<String> property = process.property(PROPERTY);
        Optional<String> override = property.isPresent() ? property : process.variable(VARIABLE);
        // an empty variable is the usual way to unset one in a unit file
        return override.isEmpty() || override.get().isEmpty()
                ? null
                : new Selection.Forced(override.get(), property.isPresent() ? "-D" + PROPERTY : VARIABLE);
    }

    /** Returns whether a provider is that of {@code LISTEN_PID}, which is set: none has stronger evidence, if it applies. */
    static boolean isOfListenPid(ListenerProvider provider, ProcessContext process) {
        return provider.getClass().getName().equals(OF_LISTEN_PID)
                && process.variable(LISTEN_PID).isPresent();
    }

    private @Nullable Candidate ofListenPid() {
        try {
            Object provider =
                    Class.forName(OF_LISTEN_PID, true, loader).getConstructor().newInstance();
            Candidate candidate = Candidate.examined((ListenerProvider) provider, process);
            return candidate.applicability().applies() ? candidate : null;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notHere) {
            // on the module path it is not exported; the search finds it, or says what is wrong
            return null;
        }
    }

    ProcessContext process() {
        return process;
    }

    /** Returns the provider that listeners are claimed from. */
    Candidate chosen() {
        Candidate known = first;
        return known == null || forced != null ? selection().chosen() : known;
    }

    /** Returns the choice among all of them. */
    Selection selection() {
        Selection known = selection;
        if (known == null) {
            known = Selection.select(candidates(), forced);
            selection = known;
        }
        return known;
    }

    /** Returns whether all of them were looked for. */
    boolean areSearched() {
        return candidates != null;
    }

    /** Logs each likely mistake of the set-up that the search has found. */
    void warn() {
        selection().warnOfMisdirection();
        if (unlisted) {
            Log.warnOnce("META-INF/services/" + ListenerProvider.class.getName() + " does not list " + OF_LISTEN_PID
                    + ", which serves only where LISTEN_PID is set. Merge the service files of the jars, as"
                    + " ServicesResourceTransformer of the Maven Shade Plugin does.");
        }
    }

    /** Returns the providers to ask for the connection of the process: the forced one, or all. */
    Iterable<Candidate> ofConnections() {
        return forced == null ? this : List.of(chosen());
    }

    /** Every provider that could be loaded, whichever is forced; the others are searched for after the first. */
    @Override
    public Iterator<Candidate> iterator() {
        return new BestFirst();
    }

    private final class BestFirst implements Iterator<Candidate> {
        private int next;

        @Override
        public boolean hasNext() {
            return (next == 0 && first != null)
                    || (next < candidates().size() && candidates().get(next).provider() != null);
        }

        @Override
        public Candidate next() {
            int rank = next++;
            return rank == 0 && first != null ? first : candidates().get(rank);
        }
    }

    private List<Candidate> candidates() {
        List<Candidate> known = candidates;
        if (known == null) {
            known = Selection.ranked(searched());
            candidates = known;
        }
        return known;
    }

    private List<Candidate> searched() {
        List<Candidate> found = new ArrayList<>();
        Iterator<ListenerProvider> services =
                ServiceLoader.load(ListenerProvider.class, loader).iterator();
        unlisted = first != null;
        int failures = 0;
        while (failures < MOST_FAILURES) {
            try {
                if (!services.hasNext()) {
                    break;
                }
                ListenerProvider provider = services.next();
                if (first != null && isOfListenPid(provider, process)) {
                    unlisted = false;
                } else {
                    found.add(Candidate.examined(provider, process));
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                found.add(Candidate.failed("(provider " + ++failures + " that did not load)", e));
            }
        }
        if (first != null) {
            found.add(first);
        }
        return found;
    }
}
