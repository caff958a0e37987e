package dev.doorbell.descriptors.jdk;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;

/** A channel of Doorbell's own, whose descriptor the JDK's internals cannot return. */
public interface DescriptorOwner {
    /** {@return the number of the descriptor under it} */
    int number();

    /** {@return the number of the descriptor under a channel, of the JDK or of our own} */
    static int numberOf(Channel channel) throws IOException {
        return channel instanceof DescriptorOwner own ? own.number() : SunNioCh.numberOf(channel);
    }

    /**
     * A copy of the descriptor under a channel that may be closed by another thread meanwhile: it never becomes one of what
     * is opened under the number next.
     */
    static int copy(Channel channel) throws IOException {
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        int copy = SunNioCh.dup(numberOf(channel));
        if (!channel.isOpen()) {
            SunNioCh.close0(copy);
            throw new ClosedChannelException();
        }
        return copy;
    }
}
