package dev.doorbell.examples.echo;

import dev.doorbell.HandoverException;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A service manager that passes nothing, or fails if a test asks for it. */
public final class FakeManager implements ListenerProvider {
    static volatile boolean failing;
    static volatile @Nullable String complaint;

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public int priority() {
        return SERVICE_MANAGER + 1;
    }

    @Override
    public Applicability examine(ProcessContext process) {
        return failing ? Applicability.applies("a test needs it") : Applicability.absent("no test needs it");
    }

    @Override
    public ListenerSource open(ProcessContext process) throws IOException {
        String message = complaint;
        throw message == null ? new IOException() : new HandoverException(name(), message);
    }
}
