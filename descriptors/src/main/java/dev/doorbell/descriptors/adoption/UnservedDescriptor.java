package dev.doorbell.descriptors.adoption;

import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.IOException;
import java.nio.channels.Channel;

/**
 * A descriptor of no kind that a channel could serve, such as a directory: it is owned like any other, and
 * {@link dev.doorbell.Listener#detachFd()} hands it out.
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

    /** Only once: the number may be another file later. */
    @Override
    public synchronized void close() throws IOException {
        if (open) {
            open = false;
            SunNioCh.close0(number);
        }
    }
}
