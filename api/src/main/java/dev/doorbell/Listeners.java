package dev.doorbell;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
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
    private final Providers providers;

    Listeners(
            Map<String, List<Listener>> byName,
            List<Listener> all,
            @Nullable Unclaimed unclaimed,
            Providers providers) {
        this.byName = byName;
        this.all = List.copyOf(all);
        this.unclaimed = unclaimed;
        this.providers = providers;
    }

    /**
     * The listeners of a spec, which may be several: launchd passes two for {@code localhost}, and a host name binds
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
                    + Texts.quoted(byName.keySet()) + ". Add a spec for it, or use one of those names.");
        }
        return found;
    }

    /**
     * The one listener of a spec.
     *
     * @param name the spec's name
     * @return the listener
     * @throws IllegalStateException if no spec has the name, or it has no listener, or several
     */
    public Listener get(String name) {
        List<Listener> found = all(name);
        if (found.size() != 1) {
            String count = found.isEmpty() ? "none" : found.size() + ": " + Texts.list(found);
            throw new IllegalStateException("Expected one listener named \"" + name + "\" and found " + count
                    + ". Use all(\"" + name + "\"), or make the spec or the unit name one address. "
                    + providers.selection().explanation());
        }
        return found.get(0);
    }

    /** {@return every listener of every spec, in the order of the specs} */
    public List<Listener> all() {
        return all;
    }

    /**
     * What the service manager passed and no spec asked for, where the policy left it open. It is not owned by this
     * object: who uses one closes it.
     *
     * @return the listeners, not yet adopted
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
     * How long this process must have run before it may end by itself because it is idle: the service manager that passed
     * the listeners takes one that ends sooner for a failing one.
     *
     * @return a time from the start of the process; zero where nothing limits it
     */
    public Duration minimumUptime() {
        return providers.chosen().loaded().minimumUptime();
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
        return Texts.list(all);
    }
}
