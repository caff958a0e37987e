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
    private boolean committed;

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
        CloseOnExec.prepare();
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

    /** Nothing here can fail any more but for a bug: what a user may have got wrong, {@link #open()} has found. */
    @Override
    public void commit() throws IOException {
        if (channel == null) {
            return;
        }
        int number = SunNioCh.numberOf(channel);
        CloseOnExec.setIfCheap(number);
        SunNioCh.configureBlocking(number, true);
        if (hasCopy(channel)) {
            // closing the channel must not leave the inherited one behind
            SunNioCh.close0(facts.number());
        }
        committed = true;
    }

    /** Whether the channel has a descriptor of its own, beside the inherited one. */
    private boolean hasCopy(Channel opened) throws IOException {
        return SunNioCh.numberOf(opened) != facts.number();
    }

    @Override
    public int detach() throws IOException {
        claim.take();
        if (channel == null) {
            return facts.number();
        }
        int copy = RawDescriptors.duplicate(channel);
        closeEverything(channel);
        return copy;
    }

    /** What was committed under another number has lost its own, so nobody must take that one for it again. */
    @Override
    public void release() throws IOException {
        boolean copied = channel != null && hasCopy(channel);
        if (!copied || !committed) {
            claim.giveBack();
        }
        if (channel != null && copied) {
            channel.close();
        }
        // any other channel is left to the garbage collector, which does not close its descriptor
        channel = null;
    }

    @Override
    public void close() throws IOException {
        claim.take();
        if (channel == null) {
            SunNioCh.close0(facts.number());
        } else {
            closeEverything(channel);
        }
    }

    private void closeEverything(Channel opened) throws IOException {
        opened.close();
        if (hasCopy(opened) && !committed) {
            SunNioCh.close0(facts.number());
        }
    }
}
