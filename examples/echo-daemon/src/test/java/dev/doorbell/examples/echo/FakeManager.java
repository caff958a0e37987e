package dev.doorbell.examples.echo;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ActivationException;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.Claims;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.util.List;
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
    public ListenerSource examine(ProcessContext process) {
        return failing
                ? new Failing()
                : ListenerSource.nothing(Applicability.absent("no test needs it"), "There is no way.");
    }

    private static final class Failing implements ListenerSource {
        @Override
        public Applicability applicability() {
            return Applicability.applies("a test needs it");
        }

        @Override
        public Claims claim(List<ListenerSpec> specs) throws IOException {
            String message = complaint;
            throw message == null ? new IOException() : new ActivationException("fake", message);
        }

        @Override
        public String howToPass(ListenerSpec spec) {
            return "There is no way.";
        }
    }
}
