package dev.doorbell;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one {@link Doorbell#open} call. It owns them: closing it closes each that was not detached.
 *
 * <p>Safe for use by several threads.
 */
public final class Listeners implements Closeable {
    private final Map<String, List<Listener>> byName;
    private final List<Listener> all;
    private final @Nullable Unclaimed unclaimed;
    private final Candidate chosen;
    private final @Nullable Selection selection;

    /**
     * The listeners of a call.
     *
     * @param all every listener, in the order of the specs
     * @param chosen the provider that the listeners were claimed from
     * @param selection the choice among all providers; null if the others were not looked at
     */
    Listeners(
            Map<String, List<Listener>> byName,
            List<Listener> all,
            @Nullable Unclaimed unclaimed,
            Candidate chosen,
            @Nullable Selection selection) {
        this.byName = byName;
        this.all = List.copyOf(all);
        this.unclaimed = unclaimed;
        this.chosen = chosen;
        this.selection = selection;
    }

    /**
     * Returns the listeners of a spec. They may be several: launchd passes two for {@code localhost}, and a host name binds
     * each address that it has.
     *
     * @param name the spec's name
     * @return its listeners; empty when nothing was passed and the policy is {@link WhenMissing#SKIP}
     * @throws IllegalStateException if no spec of this call has the name
     */
    public List<Listener> all(String name) {
        List<Listener> found = byName.get(name);
        if (found == null) {
            throw new IllegalStateException("No spec asked for a listener named \"" + name + "\", only for "
                    + (byName.isEmpty() ? "none" : '"' + String.join("\", \"", byName.keySet()) + '"')
                    + ". Add a spec for it, or use one of those names.");
        }
        return found;
    }

    /**
     * Returns the only listener of a spec.
     *
     * @param name the spec's name
     * @return the listener
     * @throws IllegalStateException if no spec has the name, or it has no listener, or several
     */
    public Listener get(String name) {
        List<Listener> found = all(name);
        if (found.size() != 1) {
            String count = found.isEmpty() ? "none" : found.size() + ": " + list(found);
            throw new IllegalStateException("expected one listener named \"" + name + "\", got " + count
                    + ". Use all(\"" + name + "\"), or make the spec or the unit name one address. "
                    + (selection == null ? "Provider chosen: " + chosen.seen() : selection.explanation()));
        }
        return found.get(0);
    }

    /** {@return every listener of every spec, in the order of the specs} */
    public List<Listener> all() {
        return all;
    }

    /**
     * Returns the listeners that the service manager passed and no spec asked for, where the policy left them open. This
     * object does not own them: a caller that uses one closes it.
     *
     * @return the listeners, not adopted yet
     */
    public List<Listener> unclaimed() {
        return unclaimed == null ? List.of() : unclaimed.leftOpen();
    }

    /** {@return whether any listener was inherited from a service manager} */
    public boolean activated() {
        for (Listener listener : all) {
            if (listener.isInherited()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns how long this process must have run before it may end because it is idle. The service manager that passed the
     * listeners takes a process that ends sooner for a failing one.
     *
     * @return a time from the start of the process; zero where nothing limits it
     */
    public Duration minimumUptime() {
        return chosen.loaded().minimumUptime();
    }

    /**
     * Closes every listener, and stops what {@link WhenUnclaimed#REJECT} started. Does nothing the second time.
     *
     * @throws IOException the first failure; the others are closed all the same
     */
    @Override
    public void close() throws IOException {
        List<Closeable> everything = new ArrayList<>(all);
        if (unclaimed != null) {
            everything.add(unclaimed);
        }
        Closing.all(everything);
    }

    @Override
    public String toString() {
        return list(all);
    }

    /** Lists things as messages do. */
    static String list(Collection<?> things) {
        StringBuilder list = new StringBuilder();
        for (Object thing : things) {
            list.append(list.length() == 0 ? "" : ", ").append(thing);
        }
        return things.isEmpty() ? "none" : list.toString();
    }
}
