package dev.doorbell.handover.notify;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes that one generation of a program makes to the {@link StoredDescriptors} of all: they wait until it serves, since
 * one that fails must change nothing, and are ignored as soon as another one serves.
 *
 * <p>Safe for use by several threads.
 */
public final class StoreChanges implements Closeable {
    private final StoredDescriptors store;
    private final List<StoredDescriptors.Change> waiting = new ArrayList<>();
    private State state = State.STARTING;

    private enum State {
        STARTING,
        SERVING,
        RETIRED
    }

    /**
     * No changes yet.
     *
     * @param store the store, which remains the caller's
     */
    public StoreChanges(StoredDescriptors store) {
        this.store = store;
    }

    /**
     * Does what a notification asks of the store, now or when the generation serves.
     *
     * @param notification any notification
     */
    public synchronized void apply(Notification notification) {
        switch (state) {
            case STARTING -> StoredDescriptors.Change.of(notification).ifPresent(this::keep);
            case SERVING -> store.apply(notification);
            case RETIRED -> {}
        }
    }

    private void keep(StoredDescriptors.Change change) {
        int kept = waiting.stream().mapToInt(other -> other.numbers().size()).sum();
        if (kept + change.numbers().size() <= store.capacity()) {
            waiting.add(change);
        } else {
            change.close();
        }
    }

    /** Applies what has waited: the generation serves. */
    public synchronized void serve() {
        state = State.SERVING;
        waiting.forEach(store::apply);
        waiting.clear();
    }

    /** Ignores each further change: another generation serves. */
    public synchronized void retire() {
        state = State.RETIRED;
    }

    /** Gives up what waits, as the generation has ended. */
    @Override
    public synchronized void close() {
        waiting.forEach(StoredDescriptors.Change::close);
        waiting.clear();
    }
}
