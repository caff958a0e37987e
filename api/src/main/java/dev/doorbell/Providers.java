package dev.doorbell;

import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ProcessContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the providers and selects among them. */
final class Providers {
    static final String PROPERTY = "doorbell.provider";
    static final String VARIABLE = "DOORBELL_PROVIDER";

    /** A class path so broken that each look at it fails must not keep the program here for ever. */
    private static final int MOST_FAILURES = 32;

    private Providers() {}

    static Selection select(ProcessContext process, ClassLoader loader) {
        return Selection.select(candidates(process, loader), override(process));
    }

    /** Every provider that could be loaded, best first, whichever of them is forced for the listeners. */
    static List<ListenerProvider> all(ProcessContext process, ClassLoader loader) {
        return Selection.providers(Selection.ranked(candidates(process, loader)));
    }

    private static Optional<String> override(ProcessContext process) {
        Optional<String> property = process.property(PROPERTY);
        Optional<String> override = property.isPresent() ? property : process.variable(VARIABLE);
        // an empty variable is the usual way to unset one in a unit file
        return override.isPresent() && override.get().isEmpty() ? Optional.empty() : override;
    }

    private static List<Candidate> candidates(ProcessContext process, ClassLoader loader) {
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
