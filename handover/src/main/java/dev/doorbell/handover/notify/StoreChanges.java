package dev.doorbell.handover.notify;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The changes that one generation of a program makes to the {@link StoredDescriptors} of all: they wait until it serves, since
 * one that fails must change nothing, and are ignored as soon as another one serves.
 *
 * <p>Safe for use by several threads.
 */
public final class StoreChanges implements Closeable {
    private final StoredDescriptors store;
    private final List<StoredDescriptors.Change> waiting = new ArrayList<>();
    private final Consumer<String> failures;
    private State state = State.STARTING;
    private boolean failed;

    private enum State {
        STARTING,
        SERVING,
        RETIRED
    }

    /**
     * No changes yet.
     *
     * @param store the store, which remains the caller's
     * @param failures gets one message when a descriptor is not taken
     */
    public StoreChanges(StoredDescriptors store, Consumer<String> failures) {
        this.store = store;
        this.failures = failures;
    }

    /**
     * Does what a notification asks of the store, now or when the generation serves.
     *
     * @param notification any notification
     */
    public synchronized void apply(Notification notification) {
        if (state != State.RETIRED) {
            StoredDescriptors.Change.of(notification).ifPresent(state == State.SERVING ? this::change : this::keep);
        }
    }

    private void keep(StoredDescriptors.Change change) {
        int kept = waiting.stream().mapToInt(other -> other.numbers().size()).sum();
        if (kept + change.numbers().size() <= store.capacity()) {
            waiting.add(change);
        } else {
            change.close();
            fail(change);
        }
    }

    private void change(StoredDescriptors.Change change) {
        if (!store.apply(change)) {
            fail(change);
        }
    }

    private void fail(StoredDescriptors.Change change) {
        if (!failed) {
            failed = true;
            failures.accept("cannot store the descriptor " + change.name().orElse(StoredDescriptors.DEFAULT_NAME)
                    + ": the store is full, with " + store.capacity() + ". Remove others by FDSTOREREMOVE=1.");
        }
    }

    /** Applies what has waited: the generation serves. */
    public synchronized void serve() {
        state = State.SERVING;
        waiting.forEach(this::change);
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
