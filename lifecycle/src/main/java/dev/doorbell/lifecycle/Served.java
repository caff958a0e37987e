package dev.doorbell.lifecycle;

import dev.doorbell.Listener;
import dev.doorbell.Listeners;
import dev.doorbell.spec.Kind;
import java.time.Duration;
import java.util.List;

/**
 * The listeners of a process, as its lifecycle needs them.
 *
 * @param listeners the listeners that the program serves
 * @param unclaimed the passed listeners that no spec asked for
 * @param minimumUptime how long the process must have run before an idle exit
 * @param closing closes every listener
 */
record Served(List<Listener> listeners, List<Listener> unclaimed, Duration minimumUptime, Hook closing) {
    /** The longest that a provider of this project states: {@code ThrottleInterval} of {@code launchd.plist(5)}. */
    private static final Duration UPTIME_FOR_ANY_MANAGER = Duration.ofSeconds(10);

    static Served of(Listeners listeners) {
        return new Served(listeners.all(), listeners.unclaimed(), listeners.minimumUptime(), listeners::close);
    }

    static Served of(Listener listener) {
        return new Served(List.of(listener), List.of(), UPTIME_FOR_ANY_MANAGER, listener::close);
    }

    /** Whether a listener is a connection that the process was started for, and whose end is the end of its work. */
    boolean isOnlyConnection(Listener listener) {
        return listener.kind() == Kind.CONNECTION && listeners.equals(List.of(listener));
    }
}
