package dev.doorbell.handover.notify;

import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.notify.ListenFds;
import dev.doorbell.descriptors.posix.LibC;
import dev.doorbell.handover.Handover;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The descriptors that a program leaves with its manager ({@code FDSTORE=1} of {@code sd_notify(3)}), and gets again at its next
 * start: {@code FileDescriptorStoreMax=} of {@code systemd.service(5)}.
 *
 * <p>Safe for use by several threads.
 */
public final class StoredDescriptors implements Closeable {
    static final String DEFAULT_NAME = "stored";
    private static final int POLLERR = 8;
    private static final int POLLHUP = 16;

    private final int most;
    private final List<Stored> stored = new ArrayList<>();

    private record Stored(String name, int number, boolean watched) {
        /** A file or pipe that was opened twice has one path, so only sockets are told apart, and on Linux. */
        boolean isSameSocketAs(Stored other) {
            Optional<Path> target = DescriptorPath.target(number);
            return target.filter(path -> path.toString().startsWith("socket:")).isPresent()
                    && target.equals(DescriptorPath.target(other.number));
        }

        /** Whether the other side has ended it, so that there is nothing to keep. */
        boolean isEnded() {
            try {
                return watched && (SunNioCh.poll(SunNioCh.newFD(number), 0, 0) & (POLLERR | POLLHUP)) != 0;
            } catch (IOException e) {
                return true;
            }
        }
    }

    /**
     * A change that a notification asks for.
     *
     * @param name the name of the descriptors; empty if a name is missing
     * @param removes whether those of the name are removed
     * @param numbers the descriptors to store, which the change owns
     * @param watched whether one that the other side has ended is dropped
     */
    record Change(Optional<String> name, boolean removes, List<Integer> numbers, boolean watched) implements Closeable {
        static Optional<Change> of(Notification notification) {
            Optional<String> name = notification.value("FDNAME").filter(StoredDescriptors::isValid);
            if (notification.has("FDSTOREREMOVE=1")) {
                return Optional.of(new Change(name, true, List.of(), false));
            }
            return notification.has("FDSTORE=1")
                    ? Optional.of(
                            new Change(name, false, notification.takeDescriptors(), !notification.has("FDPOLL=0")))
                    : Optional.empty();
        }

        @Override
        public void close() {
            numbers.forEach(LibC.INSTANCE::close);
        }
    }

    /**
     * An empty store.
     *
     * @param most how many descriptors it takes; further ones are closed, and so is a socket that it has
     */
    public StoredDescriptors(int most) {
        this.most = most;
    }

    /**
     * Does what a notification asks for: {@code FDSTORE=1} or {@code FDSTOREREMOVE=1}, with {@code FDNAME} and {@code FDPOLL=0}.
     *
     * @param notification any notification
     */
    public void apply(Notification notification) {
        Change.of(notification).ifPresent(this::apply);
    }

    /** {@return whether there was room for all of its descriptors} */
    synchronized boolean apply(Change change) {
        if (change.removes()) {
            change.name().ifPresent(this::remove);
        }
        boolean complete = true;
        for (int number : change.numbers()) {
            complete &= put(new Stored(change.name().orElse(DEFAULT_NAME), number, change.watched()));
        }
        return complete;
    }

    /** {@return how many descriptors it takes} */
    int capacity() {
        return most;
    }

    private static boolean isValid(String name) {
        try {
            ListenFds.check(name);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /** Keeps a socket once, as systemd does: many a program stores its own at each start. {@return whether there was room} */
    private boolean put(Stored descriptor) {
        boolean isKept = stored.stream().anyMatch(descriptor::isSameSocketAs);
        if (!isKept && stored.size() < most) {
            return stored.add(descriptor);
        }
        LibC.INSTANCE.close(descriptor.number());
        return isKept;
    }

    private void remove(String name) {
        for (Iterator<Stored> each = stored.iterator(); each.hasNext(); ) {
            Stored descriptor = each.next();
            if (descriptor.name().equals(name)) {
                each.remove();
                LibC.INSTANCE.close(descriptor.number());
            }
        }
    }

    /** {@return the names, one for each descriptor, in the order in which they were stored} */
    public synchronized List<String> names() {
        dropEnded();
        return stored.stream().map(Stored::name).toList();
    }

    /**
     * Passes every descriptor, after the listeners, and the capacity in {@code FDSTORE}.
     *
     * @param handover the next start of the program
     */
    public synchronized void pass(Handover handover) {
        dropEnded();
        if (most > 0) {
            handover.environment("FDSTORE", String.valueOf(most));
        }
        for (Stored descriptor : stored) {
            handover.pass(descriptor.name(), descriptor.number());
        }
    }

    private void dropEnded() {
        for (Iterator<Stored> each = stored.iterator(); each.hasNext(); ) {
            Stored descriptor = each.next();
            if (descriptor.isEnded()) {
                each.remove();
                LibC.INSTANCE.close(descriptor.number());
            }
        }
    }

    /** Closes all of them. The store is empty then, and can be used again. */
    @Override
    public synchronized void close() {
        stored.forEach(descriptor -> LibC.INSTANCE.close(descriptor.number()));
        stored.clear();
    }
}
