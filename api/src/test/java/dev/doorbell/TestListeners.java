package dev.doorbell;

import dev.doorbell.spec.Kind;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Listeners as a provider would have given them, for the tests of other packages. */
public final class TestListeners {
    private final Map<String, List<Listener>> byName = new LinkedHashMap<>();
    private Duration minimumUptime = Duration.ZERO;

    public TestListeners passed(String name, Kind kind, ListenerHandle handle) {
        Origin origin = Origin.inherited("manager", 3 + byName.size());
        byName.put(name, List.of(new Listener(name, kind, null, origin, handle)));
        return this;
    }

    public TestListeners bound(String name, Kind kind, ListenerHandle handle) {
        byName.put(name, List.of(new Listener(name, kind, null, Origin.bound("fallback"), handle)));
        return this;
    }

    public TestListeners minimumUptime(Duration time) {
        minimumUptime = time;
        return this;
    }

    public Listeners listeners() {
        return new Listeners(byName, List.of(), List.of(), "", new Manager(minimumUptime));
    }

    private record Manager(Duration minimumUptime) implements ListenerProvider {
        @Override
        public String name() {
            return "manager";
        }

        @Override
        public int priority() {
            return SERVICE_MANAGER;
        }

        @Override
        public Applicability examine(ProcessContext process) {
            return Applicability.applies("a test needs it");
        }

        @Override
        public ListenerSource open(ProcessContext process) {
            throw new UnsupportedOperationException();
        }
    }
}
