package dev.doorbell;

import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.Applicability;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerProvider;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.OperatingSystem;
import dev.doorbell.spi.ProcessContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Listeners as a provider would have given them, for the tests of other packages. */
public final class TestListeners {
    private final Map<String, List<Listener>> byName = new LinkedHashMap<>();
    private Duration minimumUptime = Duration.ZERO;

    /** A listener with the facts that a test gives it, whatever those of the handle are. */
    public static Listener listener(
            String name, Kind kind, @Nullable Address address, Origin origin, ListenerHandle handle) {
        return new Listener(
                name,
                origin.provider(),
                new Described(name, kind, Optional.ofNullable(address), origin.descriptor(), handle));
    }

    public TestListeners passed(String name, Kind kind, ListenerHandle handle) {
        Origin origin = Origin.inherited("manager", 3 + byName.size());
        byName.put(name, List.of(listener(name, kind, null, origin, handle)));
        return this;
    }

    public TestListeners bound(String name, Kind kind, ListenerHandle handle) {
        byName.put(name, List.of(listener(name, kind, null, Origin.bound("fallback"), handle)));
        return this;
    }

    public TestListeners minimumUptime(Duration time) {
        minimumUptime = time;
        return this;
    }

    public Listeners listeners() {
        return new Listeners(byName, null, providers(new Manager(minimumUptime)));
    }

    /** The providers of a call for which this one alone was found. */
    static Providers providers(ListenerProvider provider) {
        ProcessContext process = new ProcessContext(Map.of(), 42, OperatingSystem.LINUX, new Properties());
        List<Candidate> candidates = List.of(Candidate.examined(provider, process));
        return new Providers(process, Selection.select(candidates, Optional.empty()));
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
        public ListenerSource examine(ProcessContext process) {
            return ListenerSource.nothing(Applicability.applies("a test needs it"), "Do not.");
        }
    }
}
