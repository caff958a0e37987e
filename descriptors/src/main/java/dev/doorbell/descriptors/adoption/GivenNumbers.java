package dev.doorbell.descriptors.adoption;

import dev.doorbell.descriptors.jdk.DescriptorOwner;
import dev.doorbell.descriptors.jdk.SunNioCh;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;

/**
 * The numbers that programs were given to close themselves. They are kept in the system properties, like the ledger:
 * plug-ins that each bring their own copy of Doorbell share nothing else.
 */
public final class GivenNumbers {
    private static final String PREFIX = "doorbell.given.fd.";

    private GivenNumbers() {}

    /** Does what {@link dev.doorbell.descriptors.RawDescriptors#duplicate} says. */
    public static int duplicate(Channel channel) throws IOException {
        if (channel.isOpen() && channel instanceof SocketChannel connection && connection.isRegistered()) {
            throw new IllegalStateException("cannot copy the descriptor of " + connection + ": it is registered with a"
                    + " selector, and closing it would end the connection for every copy. Cancel its key, let the selector"
                    + " select once, and try again.");
        }
        return note(DescriptorOwner.copy(channel));
    }

    /** Does what {@link dev.doorbell.descriptors.RawDescriptors#close} says. */
    public static void close(int number) throws IOException {
        take(number);
        SunNioCh.close0(number);
    }

    /** {@return the number, which the program closes} */
    static int note(int number) {
        System.getProperties().put(PREFIX + number, "");
        return number;
    }

    /**
     * Takes a number back to close it, once.
     *
     * @throws IllegalArgumentException if it was not given, or is closed already
     */
    private static void take(int number) {
        if (System.getProperties().remove(PREFIX + number) == null) {
            throw new IllegalArgumentException("cannot close fd " + number + ": expected a number that detachFd() or"
                    + " RawDescriptors.duplicate() returned and that was not closed yet. Close a channel, a stream or a"
                    + " listener with its own close().");
        }
    }
}
