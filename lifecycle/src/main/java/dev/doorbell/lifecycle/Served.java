package dev.doorbell.lifecycle;

import dev.doorbell.Listener;
import dev.doorbell.Listeners;
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
    static Served of(Listeners listeners) {
        return new Served(listeners.all(), listeners.unclaimed(), listeners.minimumUptime(), listeners::close);
    }

    static Served of(Listener listener) {
        return new Served(List.of(listener), List.of(), Duration.ZERO, listener::close);
    }
}
