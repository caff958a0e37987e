package dev.doorbell.provider.fallback;

import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;

/** The provider that binds the listeners that no service manager passed. */
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
    public ListenerSource examine(ProcessContext process) {
        return new FallbackSource();
    }
}
