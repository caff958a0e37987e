package dev.doorbell.descriptors;

import dev.doorbell.Kind;
import dev.doorbell.spi.ListenerHandle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor that was passed to this process, on its way to becoming a channel.
 *
 * <p>Never calls {@code listen(2)} (it would replace the unit's backlog), {@code shutdown(2)} (the service manager has
 * the same socket) or {@code unlink(2)}.
 */
public final class InheritedHandle implements ListenerHandle {
    private final DescriptorFacts facts;
    private final DescriptorClaim claim;
    private @Nullable Channel channel;

    /**
     * A descriptor that is open.
     *
     * @param facts its facts
     * @param claim the right to it; taken when the descriptor is first used, given back on release
     */
    public InheritedHandle(DescriptorFacts facts, DescriptorClaim claim) {
        this.facts = facts;
        this.claim = claim;
    }

    @Override
    public Channel open() throws IOException {
        claim.take();
        Channel opened = channelOf(facts.kind());
        channel = opened;
        return opened;
    }

    private Channel channelOf(Kind kind) throws IOException {
        return switch (kind) {
            case TCP ->
                family() == StandardProtocolFamily.INET
                        ? putUnder(ServerSocketChannel.open(StandardProtocolFamily.INET))
                        : constructed();
            case UNIX_STREAM -> constructed();
            case UDP -> putUnder(DatagramChannel.open(family()));
            case UNIX_SEQPACKET, UNIX_DATAGRAM, FIFO, SPECIAL, NETLINK, MESSAGE_QUEUE, CONNECTION, OTHER ->
                throw new UnsupportedOperationException("fd " + facts.number() + " is " + facts.description()
                        + ", and Doorbell cannot make a channel of the kind " + kind
                        + " yet. Take the descriptor itself with detachFd().");
        };
    }

    private ProtocolFamily family() {
        return switch (facts.socket().orElseThrow().family()) {
            case INET -> StandardProtocolFamily.INET;
            case INET6 -> StandardProtocolFamily.INET6;
            case UNIX -> StandardProtocolFamily.UNIX;
            case NETLINK, VSOCK, OTHER -> throw new IllegalStateException(facts.description());
        };
    }

    private Channel constructed() throws IOException {
        return SunNioCh.serverSocketChannel(family(), SunNioCh.newFD(facts.number()));
    }

    /**
     * The JDK's constructors for a descriptor take every IP socket for IPv6: an IPv4 one then cannot send datagrams, and
     * its connections refuse {@code IP_TOS}. So a channel of the right family is opened, and the descriptor put under it.
     */
    private Channel putUnder(NetworkChannel opened) throws IOException {
        try {
            InetSocketAddress address = SunNioCh.localAddress(SunNioCh.newFD(facts.number()));
            SunNioCh.dup2(facts.number(), SunNioCh.numberOf(opened));
            SunNioCh.setLocalAddress(opened, address);
            return opened;
        } catch (IOException | RuntimeException | LinkageError e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public void commit() throws IOException {
        if (channel == null) {
            return;
        }
        int number = SunNioCh.numberOf(channel);
        SunNioCh.configureBlocking(number, true);
        CloseOnExec.setIfCheap(number);
        if (number != facts.number()) {
            // the channel has its own copy, and closing the channel must not leave this one behind
            SunNioCh.close0(facts.number());
        }
    }

    @Override
    public int detach() throws IOException {
        claim.take();
        if (channel == null) {
            return facts.number();
        }
        int copy = RawDescriptors.duplicate(channel);
        channel.close();
        return copy;
    }

    @Override
    public void release() throws IOException {
        claim.giveBack();
        if (channel != null && SunNioCh.numberOf(channel) != facts.number()) {
            channel.close();
        }
        // any other channel is left to the garbage collector, which does not close its descriptor
        channel = null;
    }

    @Override
    public void close() throws IOException {
        claim.take();
        if (channel != null) {
            channel.close();
        } else {
            SunNioCh.close0(facts.number());
        }
    }
}
