package dev.doorbell.handover;

import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.waiting.WatchedDuplicate;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A wait until something has arrived on one of several descriptors: a connection to accept, or something to read. None of it
 * is taken. An activator waits so for the first client.
 *
 * <p>A descriptor that can always be read, such as a regular file or {@code /dev/zero}, has always arrived, as {@code poll(2)}
 * says.
 * One thread waits at a time; any may call {@link #wakeup()}.
 */
public final class ArrivalWatch implements Closeable {
    private final List<Integer> numbers;
    private final List<SelectableChannel> duplicates = new ArrayList<>();
    private final Selector selector;
    private int next;
    private volatile boolean awake;

    /**
     * Watches descriptors of whatever kind, and leaves their blocking mode as it is.
     *
     * @param numbers open descriptors of this process, which stay the caller's and stay open until this is closed
     * @throws UnsupportedOperationException on Windows, or if no way into the JDK is open
     * @throws IOException if one is not open, or the operating system refuses
     */
    public ArrivalWatch(List<Integer> numbers) throws IOException {
        this.numbers = List.copyOf(numbers);
        this.selector = Selector.open();
        try {
            for (int number : numbers) {
                duplicates.add(WatchedDuplicate.toRead(number, selector));
            }
        } catch (IOException | RuntimeException | Error e) {
            closeAfter(e);
            throw e;
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Waits, unless something has arrived already.
     *
     * @return which of the descriptors something has arrived on, counted from 0: the first of them behind the one that was
     *     returned last, so that a busy one does not keep the others waiting; empty if {@link #wakeup()} was called, now or since
     *     the last time, or the thread was interrupted, which stays so
     * @throws java.nio.channels.ClosedSelectorException if this is closed
     * @throws IOException if the operating system refuses
     */
    public OptionalInt await() throws IOException {
        // poll first: epoll refuses a file that can always be read, and the selector does not say so
        @Nullable Integer arrived = null;
        while (arrived == null && !awake && !Thread.currentThread().isInterrupted()) {
            arrived = arrived();
            if (arrived == null) {
                selector.select();
                selector.selectedKeys().clear();
            }
        }
        awake = false;
        return arrived == null ? OptionalInt.empty() : OptionalInt.of(arrived);
    }

    private @Nullable Integer arrived() throws IOException {
        for (int i = 0; i < numbers.size(); i++) {
            int candidate = (next + i) % numbers.size();
            if (hasArrived(numbers.get(candidate))) {
                next = candidate + 1;
                return candidate;
            }
        }
        return null;
    }

    /**
     * {@return whether something has arrived on a descriptor}
     *
     * @param number an open descriptor
     * @throws IOException if the operating system refuses
     */
    public static boolean hasArrived(int number) throws IOException {
        return SunNioCh.poll(SunNioCh.newFD(number), SunNioCh.POLLIN, 0) != 0;
    }

    /** Ends the wait that is under way, or the next one. */
    public void wakeup() {
        awake = true;
        selector.wakeup();
    }

    /** The selector first: a channel that is still registered would keep its descriptor. */
    @Override
    public void close() throws IOException {
        selector.close();
        for (SelectableChannel duplicate : duplicates) {
            duplicate.close();
        }
    }
}
