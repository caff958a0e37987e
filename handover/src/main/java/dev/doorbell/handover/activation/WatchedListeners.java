package dev.doorbell.handover.activation;

import dev.doorbell.Listener;
import dev.doorbell.descriptors.RawDescriptors;
import dev.doorbell.handover.ArrivalWatch;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A watch for arrivals on listeners, which remain the caller's. Owns a duplicate of each descriptor. */
final class WatchedListeners implements Closeable {
    private final List<Integer> numbers = new ArrayList<>();
    private final ArrivalWatch watch;

    WatchedListeners(List<Listener> listeners) throws IOException {
        try {
            for (Listener listener : listeners) {
                numbers.add(RawDescriptors.duplicate(listener.channel()));
            }
            watch = new ArrivalWatch(numbers);
        } catch (IOException | RuntimeException e) {
            closeNumbers();
            throw e;
        }
    }

    /** The duplicates, in the order of the listeners. */
    List<Integer> numbers() {
        return numbers;
    }

    /** {@return the index of a listener with an arrival; empty after {@link #wakeup()}} */
    OptionalInt await() throws IOException {
        return watch.await();
    }

    /** {@return whether something has arrived that was not taken}; on any thread, without waiting */
    synchronized boolean isPending() throws IOException {
        for (int number : numbers) {
            if (ArrivalWatch.hasArrived(number)) {
                return true;
            }
        }
        return false;
    }

    void wakeup() {
        watch.wakeup();
    }

    @Override
    public void close() throws IOException {
        watch.close();
        closeNumbers();
    }

    private synchronized void closeNumbers() throws IOException {
        List<Integer> closed = List.copyOf(numbers);
        numbers.clear();
        for (int number : closed) {
            RawDescriptors.close(number);
        }
    }
}
