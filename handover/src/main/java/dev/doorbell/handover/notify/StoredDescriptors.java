package dev.doorbell.handover.notify;

import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.notify.ListenFds;
import dev.doorbell.descriptors.posix.LibC;
import dev.doorbell.handover.Handover;
import java.io.Closeable;
import java.io.IOException;
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
    private static final String DEFAULT_NAME = "stored";
    private static final int POLLERR = 8;
    private static final int POLLHUP = 16;

    private final int most;
    private final List<Stored> stored = new ArrayList<>();

    private record Stored(String name, int number, boolean watched) {
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
     * An empty store.
     *
     * @param most how many descriptors it takes; further ones are closed
     */
    public StoredDescriptors(int most) {
        this.most = most;
    }

    /**
     * Does what a notification asks for: {@code FDSTORE=1} or {@code FDSTOREREMOVE=1}, with {@code FDNAME} and {@code FDPOLL=0}.
     *
     * @param notification any notification
     */
    public synchronized void apply(Notification notification) {
        Optional<String> name = notification.value("FDNAME").filter(StoredDescriptors::isValid);
        if (notification.has("FDSTOREREMOVE=1")) {
            name.ifPresent(this::remove);
        } else if (notification.has("FDSTORE=1")) {
            boolean watched = !notification.has("FDPOLL=0");
            for (int number : notification.takeDescriptors()) {
                put(new Stored(name.orElse(DEFAULT_NAME), number, watched));
            }
        }
    }

    private static boolean isValid(String name) {
        try {
            ListenFds.check(name);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private void put(Stored descriptor) {
        if (stored.size() < most) {
            stored.add(descriptor);
        } else {
            LibC.INSTANCE.close(descriptor.number());
        }
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
