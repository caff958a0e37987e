package dev.doorbell.agent.adoption;

import dev.doorbell.agent.lifetime.Intake;
import dev.doorbell.descriptors.adoption.DescriptorFacts;
import dev.doorbell.provider.systemd.matching.PassedDescriptor;
import dev.doorbell.spec.Address;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/** The intake of the listeners that were passed. The list of them is also the lock of their state. */
final class PassedIntake implements Intake {
    private final List<PassedListener> listeners;
    private final OpenConnections connections = new OpenConnections();
    private final Set<Object> adopters = Collections.newSetFromMap(new WeakHashMap<>());
    private volatile boolean stopped;

    PassedIntake(List<PassedListener> listeners) {
        this.listeners = listeners;
    }

    /** Adds a listener of the list, whose connections count. */
    void add(PassedDescriptor descriptor) {
        Optional<DescriptorFacts> facts = descriptor.facts();
        Address address = facts.isPresent() ? facts.get().address().orElse(null) : null;
        if (address != null && facts.orElseThrow().kind().accepts()) {
            connections.add(address);
        }
    }

    /** Notes that an object of the program has one of the listeners. */
    void addAdopter(Object owner) {
        synchronized (listeners) {
            adopters.add(owner);
        }
    }

    @Override
    public void stop() throws IOException {
        synchronized (listeners) {
            stopped = true;
            for (PassedListener listener : listeners) {
                listener.pause();
            }
        }
    }

    @Override
    public void resume() throws IOException {
        synchronized (listeners) {
            stopped = false;
            for (PassedListener listener : listeners) {
                listener.resume();
            }
            listeners.notifyAll();
        }
    }

    /** Holds a thread that waits for connections one by one. One that waits with a selector serves others, and hears of none. */
    void awaitIntake(Object owner) {
        if (stopped && !(owner instanceof SelectableChannel channel && !channel.isBlocking())) {
            awaitIntakeOf(owner);
        }
    }

    private void awaitIntakeOf(Object owner) {
        boolean interrupted = false;
        synchronized (listeners) {
            while (stopped && adopters.contains(owner)) {
                try {
                    listeners.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int openConnections() throws IOException {
        return connections.count();
    }

    @Override
    public boolean hasArrival() throws IOException {
        for (PassedListener listener : listeners) {
            if (listener.hasArrival()) {
                return true;
            }
        }
        return false;
    }
}
