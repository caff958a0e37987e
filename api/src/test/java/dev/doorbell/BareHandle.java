package dev.doorbell;

import dev.doorbell.spec.Kind;
import dev.doorbell.spi.ListenerHandle;

/** A handle of no facts, which {@link TestListeners} adds. */
public interface BareHandle extends ListenerHandle {
    @Override
    default String name() {
        return "bare";
    }

    @Override
    default Kind kind() {
        return Kind.OTHER;
    }
}
