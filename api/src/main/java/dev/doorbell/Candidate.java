package dev.doorbell;

import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ProcessContext;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/**
 * A provider that was found, and what it says of this process.
 *
 * @param provider the provider; null if it could not be loaded
 */
record Candidate(
        String name,
        int priority,
        Applicability applicability,
        @Nullable ListenerProvider provider) {

    /** Refuses null, which a provider that was compiled without our annotations may answer. */
    Candidate {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(applicability, "applicability");
    }

    static Candidate examined(ListenerProvider provider, ProcessContext process) {
        try {
            return new Candidate(provider.name(), provider.priority(), provider.examine(process), provider);
        } catch (RuntimeException | LinkageError e) {
            return failed(provider.getClass().getName(), e);
        }
    }

    static Candidate failed(String name, Throwable failure) {
        return new Candidate(
                name, Integer.MIN_VALUE, Applicability.misdirected("failed to load: " + tell(failure)), null);
    }

    boolean inherits() {
        return priority > ListenerProvider.FALLBACK;
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
