package dev.doorbell.descriptors.kinds;

import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.IOException;
import java.nio.channels.Channel;

/**
 * A descriptor that no channel can serve, such as a directory. {@link dev.doorbell.Listener#detachFd()} returns its number.
 */
public final class UnservedDescriptor implements Channel, DescriptorOwner {
    private final int number;
    private boolean open = true;

    public UnservedDescriptor(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public synchronized boolean isOpen() {
        return open;
    }

    /** Closes the number only once: it may be another file later. */
    @Override
    public synchronized void close() throws IOException {
        if (open) {
            open = false;
            SunNioCh.close0(number);
        }
    }
}
