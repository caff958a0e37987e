package dev.doorbell.spring;

import dev.doorbell.Doorbell;
import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.WhenMissing;
import dev.doorbell.spec.ListenerSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.env.Environment;

/**
 * The listeners of an application. A web server whose listener was not passed binds its port itself, as it does without this
 * starter; a listener for {@link DoorbellListener} is bound here then.
 */
final class OpenListeners implements AutoCloseable {
    private static final int DEFAULT_PORT = 8080;

    /** Passed listeners by name. A service manager passes each to a process once, and a context closes its own. */
    private static final Map<String, String> TAKEN = new ConcurrentHashMap<>();

    private final DoorbellProperties properties;
    private final Listeners passed;
    private final Listeners bound;

    private OpenListeners(DoorbellProperties properties, Listeners passed, Listeners bound) {
        this.properties = properties;
        this.passed = passed;
        this.bound = bound;
    }

    static OpenListeners open(DoorbellProperties properties, Environment environment, boolean web) {
        try {
            List<ListenerSpec> own = own(properties.listeners());
            List<ListenerSpec> all = new ArrayList<>(own);
            if (web) {
                addServer(all, environment, "server", DEFAULT_PORT, properties.name());
                addServer(all, environment, "management.server", -1, properties.managementName());
            }
            checkNotTaken(all);
            Listeners passed = Doorbell.builder()
                    .listen(all.toArray(ListenerSpec[]::new))
                    .whenMissing(WhenMissing.SKIP)
                    .open();
            passed.all().forEach(listener -> TAKEN.put(listener.name(), listener.toString()));
            return new OpenListeners(properties, passed, bind(own, passed));
        } catch (IOException | IllegalArgumentException | IllegalStateException | UnsupportedOperationException e) {
            throw new DoorbellException(e);
        }
    }

    private static void checkNotTaken(List<ListenerSpec> all) {
        for (ListenerSpec spec : all) {
            String taken = TAKEN.get(spec.name());
            if (taken != null) {
                throw new DoorbellException(
                        "cannot start another application context: an earlier application context of"
                                + " this process had " + taken + ". Restart the process instead of the context, with"
                                + " spring.devtools.restart.enabled=false, or set another doorbell.name.");
            }
        }
    }

    private static List<ListenerSpec> own(Map<String, String> declared) {
        return declared.entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue().isEmpty() ? "" : "=" + entry.getValue()))
                .map(ListenerSpec::parse)
                .toList();
    }

    private static void addServer(
            List<ListenerSpec> all, Environment environment, String prefix, int defaultPort, String name) {
        int port = environment.getProperty(prefix + ".port", Integer.class, defaultPort);
        if (port >= 0) {
            all.add(ListenerSpec.tcp(name, environment.getProperty(prefix + ".address", "*"), port));
        }
    }

    private static Listeners bind(List<ListenerSpec> own, Listeners passed) throws IOException {
        ListenerSpec[] missing =
                own.stream().filter(spec -> passed.all(spec.name()).isEmpty()).toArray(ListenerSpec[]::new);
        try {
            return Doorbell.open(missing);
        } catch (IOException | RuntimeException e) {
            passed.close();
            throw e;
        }
    }

    /** The listeners that were passed. */
    Listeners passed() {
        return passed;
    }

    /** Whether some were bound here, which no service manager would start the process for. */
    boolean anyBound() {
        return !bound.all().isEmpty();
    }

    /** The passed listeners of the web server. */
    List<Listener> ofServer() {
        return of(properties.name());
    }

    /** The passed listeners of the management server. */
    List<Listener> ofManagement() {
        return of(properties.managementName());
    }

    private List<Listener> of(String name) {
        return passed.all().stream()
                .filter(listener -> listener.name().equals(name))
                .toList();
    }

    /** The one listener of a declared name. */
    Listener get(String name) {
        try {
            return passed.all(name).isEmpty() ? bound.get(name) : passed.get(name);
        } catch (IllegalStateException e) {
            throw new DoorbellException(e);
        }
    }

    @Override
    public void close() throws IOException {
        bound.close();
        passed.close();
    }
}
