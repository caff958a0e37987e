package dev.doorbell.junit.inprocess;

import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import java.util.Optional;

/**
 * The provider of the listeners that a test has for code in its JVM. In their threads it has the name and the rules of the
 * service manager that it stands for, and takes precedence over a real one.
 */
public final class InProcessProvider implements ListenerProvider {
    private static final int BEFORE_SERVICE_MANAGERS = 1_000;

    private final Optional<Scope> scope = Scope.current();

    /** For {@link java.util.ServiceLoader}. */
    public InProcessProvider() {}

    @Override
    public String name() {
        return scope.map(Scope::provider).orElse("doorbell-junit");
    }

    @Override
    public int priority() {
        return BEFORE_SERVICE_MANAGERS;
    }

    @Override
    public ListenerSource examine(ProcessContext process) {
        return scope.map(Scope::source)
                .orElseGet(() -> ListenerSource.nothing(
                        Applicability.absent("no test has listeners in this thread."),
                        "Add it with Activated.inProcess().listen()."));
    }
}
