package dev.doorbell.provider.fallback;

import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;

/** Binds the listeners that no service manager passed. */
public final class FallbackProvider implements ListenerProvider {
    static final String NAME = "fallback";

    /** For {@link java.util.ServiceLoader}. */
    public FallbackProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int priority() {
        return FALLBACK;
    }

    @Override
    public Applicability examine(ProcessContext process) {
        return Applicability.applies("it binds what no service manager passed.");
    }

    @Override
    public ListenerSource open(ProcessContext process) {
        return new FallbackSource();
    }
}
