package dev.doorbell.provider.fallback;

import dev.doorbell.Listener;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.spi.ListenerHandle;
import dev.doorbell.spi.ListenerSource;
import dev.doorbell.spi.ProcessContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Binds through the provider's own front door. */
final class Fallback {
    private Fallback() {}

    /** The listeners of all specs, in their order; the caller closes them. */
    static List<Listener> bindAll(ListenerSpec... specs) throws IOException {
        ListenerSource source = new FallbackProvider().examine(ProcessContext.current());
        List<ListenerHandle> bound = new ArrayList<>();
        source.claim(List.of(specs)).found().values().forEach(bound::addAll);
        return listeners(bound);
    }

    static List<Listener> listeners(List<ListenerHandle> bound) {
        List<Listener> listeners = new ArrayList<>();
        bound.forEach(handle -> listeners.add(new Listener(handle.name(), "fallback", handle)));
        return listeners;
    }

    static List<Listener> bindAll(String... specs) throws IOException {
        ListenerSpec[] parsed = new ListenerSpec[specs.length];
        for (int i = 0; i < specs.length; i++) {
            parsed[i] = ListenerSpec.parse(specs[i]);
        }
        return bindAll(parsed);
    }

    static Listener bind(String spec) throws IOException {
        return onlyOne(bindAll(spec));
    }

    static Listener bind(Path path) throws IOException {
        return onlyOne(bindAll(ListenerSpec.unix("control", path)));
    }

    static int port(Listener listener) {
        return ((Address.Ip) listener.address().orElseThrow()).port();
    }

    private static Listener onlyOne(List<Listener> bound) throws IOException {
        if (bound.size() == 1) {
            return bound.get(0);
        }
        for (Listener listener : bound) {
            listener.close();
        }
        throw new AssertionError("one listener was expected, not " + bound);
    }
}
