package dev.doorbell.provider.systemd.notify;

import dev.doorbell.Listener;
import java.io.IOException;
import java.util.List;

/** The listeners that systemd kept and passed to this process. */
@FunctionalInterface
public interface StoredListeners {
    /** As {@link dev.doorbell.spi.DescriptorStore#take} says. */
    List<Listener> take(String name) throws IOException;
}
