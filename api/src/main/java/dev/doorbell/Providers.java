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

/** The providers of one call: the one that listeners are claimed from, and all of them where they are needed. */
final class Providers {
    static final String PROPERTY = "doorbell.provider";
    static final String VARIABLE = "DOORBELL_PROVIDER";

    /**
     * The provider of {@code sd_listen_fds(3)}, the only one that this module knows of. Nothing outranks it where it applies,
     * so it is asked before the class path is searched for the others, which costs more than all else on the way.
     */
    private static final String OF_LISTEN_PID = "dev.doorbell.provider.systemd.SystemdProvider";

    /** A class path so broken that each look at it fails must not keep the program here indefinitely. */
    private static final int MOST_FAILURES = 32;

    private final ProcessContext process;
    private final ClassLoader loader;
    private final Optional<String> forced;
    private @Nullable Candidate chosen;
    private @Nullable Selection selection;

    /**
     * Those that a class loader sees.
     *
     * @param forced the name of the one to choose; null for what the process's property or variable says
     */
    Providers(ProcessContext process, ClassLoader loader, @Nullable String forced) {
        this.process = process;
        this.loader = loader;
        this.forced = forced == null ? override(process) : Optional.of(forced);
    }

    /** Those of a selection that was made. */
    Providers(ProcessContext process, Selection selection) {
        this(process, Providers.class.getClassLoader(), null);
        this.selection = selection;
    }

    private static Optional<String> override(ProcessContext process) {
        Optional<String> property = process.property(PROPERTY);
        Optional<String> override = property.isPresent() ? property : process.variable(VARIABLE);
        // an empty variable is the usual way to unset one in a unit file
        return override.isPresent() && override.get().isEmpty() ? Optional.empty() : override;
    }

    ProcessContext process() {
        return process;
    }

    /** Lets the provider of {@code LISTEN_PID} be chosen without a search, if that variable is set and it applies. */
    Providers withShortWay() {
        if (selection == null
                && forced.isEmpty()
                && process.variable("LISTEN_PID").isPresent()) {
            chosen = ofListenPid();
        }
        return this;
    }

    private @Nullable Candidate ofListenPid() {
        try {
            Object provider =
                    Class.forName(OF_LISTEN_PID, true, loader).getConstructor().newInstance();
            Candidate candidate = Candidate.examined((ListenerProvider) provider, process);
            return candidate.applicability().applies() ? candidate : null;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notHere) {
            // the search says what is wrong, or finds others
            return null;
        }
    }

    /** The one that listeners are claimed from. */
    Candidate chosen() {
        Candidate known = chosen;
        return known == null ? selection().chosen() : known;
    }

    /** Whether all of them were looked for. */
    boolean areSearched() {
        return selection != null;
    }

    /** The choice among all of them. */
    Selection selection() {
        Selection known = selection;
        if (known == null) {
            Selection searched = Selection.select(candidates(), forced);
            known = chosen == null ? searched : searched.with(chosen);
            selection = known;
        }
        return known;
    }

    /** Every provider that could be loaded, best first, whichever of them is forced for the listeners. */
    List<Candidate> all() {
        return Selection.loaded(Selection.ranked(candidates()));
    }

    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        Iterator<ListenerProvider> found =
                ServiceLoader.load(ListenerProvider.class, loader).iterator();
        int failures = 0;
        while (failures < MOST_FAILURES) {
            try {
                if (!found.hasNext()) {
                    break;
                }
                candidates.add(Candidate.examined(found.next(), process));
            } catch (ServiceConfigurationError | LinkageError e) {
                candidates.add(Candidate.failed("(provider " + ++failures + " that did not load)", e));
            }
        }
        return candidates;
    }
}
