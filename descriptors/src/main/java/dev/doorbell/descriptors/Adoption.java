package dev.doorbell.descriptors;

import dev.doorbell.Address;
import dev.doorbell.Kind;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Makes the channel of a descriptor, and leaves the descriptor as it is. */
final class Adoption {
    private final DescriptorFacts facts;
    private final int number;

    Adoption(DescriptorFacts facts) {
        this.facts = facts;
        this.number = facts.number();
    }

    /**
     * The channel of the descriptor's kind. It has the descriptor's number, or a copy of its own.
     *
     * @throws UnsupportedOperationException if the descriptor is not open, or a path alone, or a library is missing that
     *     its kind takes
     * @throws IOException if the operating system refuses
     */
    Channel channel() throws IOException {
        checkIsMoreThanAPath();
        // the switch is a class of its own, which the kinds that every start may have need not load
        Kind kind = facts.kind();
        if (kind == Kind.TCP) {
            return family() == StandardProtocolFamily.INET
                    ? putUnder(ServerSocketChannel.open(StandardProtocolFamily.INET))
                    : listener();
        }
        return kind == Kind.UNIX_STREAM ? listener() : rarer(kind);
    }

    private Channel rarer(Kind kind) throws IOException {
        return switch (kind) {
            case UNIX_SEQPACKET -> listener();
            case UDP -> putUnder(datagrams());
            case UNIX_DATAGRAM -> UnixDatagrams.channel(number);
            case FIFO -> source();
            case SPECIAL -> SpecialFiles.channel(number);
            case NETLINK -> NetlinkSockets.channel(number);
            case MESSAGE_QUEUE -> MessageQueues.channel(number);
            case CONNECTION -> connection();
            case FILE -> OpenFiles.channel(number);
            case OTHER -> unserved();
            case TCP, UNIX_STREAM -> throw new IllegalStateException(kind + " is none of the rarer kinds");
        };
    }

    /** {@code poll(2)} calls a descriptor of {@code O_PATH} invalid, as everything does but {@code fstat(2)} and its kin. */
    private void checkIsMoreThanAPath() throws IOException {
        if (facts.open() && facts.socket().isEmpty() && isInvalidForPoll()) {
            throw new UnsupportedOperationException("fd " + number + " is " + facts.description()
                    + ", but its path alone (O_PATH), which can be neither read nor written. Open it without O_PATH.");
        }
    }

    private boolean isInvalidForPoll() throws IOException {
        return (SunNioCh.poll(descriptor(), SunNioCh.POLLIN, 0) & SunNioCh.POLLNVAL) != 0;
    }

    /** A channel that reads what nobody wants to have, with the JDK's own selectors: no library is loaded for that. */
    Channel drain() throws IOException {
        return facts.kind() == Kind.UNIX_DATAGRAM ? source() : channel();
    }

    private Pipe.SourceChannel source() throws IOException {
        return SunNioCh.sourceChannel(descriptor());
    }

    /** To be handed out, like a directory or a socket that does not listen. */
    private Channel unserved() {
        if (!facts.open()) {
            throw new UnsupportedOperationException("fd " + number + " is " + facts.description()
                    + ", so there is nothing to adopt. Pass a descriptor that is open.");
        }
        return new UnservedDescriptor(number);
    }

    private FileDescriptor descriptor() throws IOException {
        return SunNioCh.newFD(number);
    }

    private ProtocolFamily family() {
        AddressFamily family = facts.socket().orElseThrow().family();
        if (family == AddressFamily.INET) {
            return StandardProtocolFamily.INET;
        }
        if (family == AddressFamily.INET6) {
            return StandardProtocolFamily.INET6;
        }
        if (family == AddressFamily.UNIX) {
            return StandardProtocolFamily.UNIX;
        }
        throw new IllegalStateException(facts.description());
    }

    private SocketChannel connection() throws IOException {
        return family() == StandardProtocolFamily.UNIX
                ? UnixChannels.connection(descriptor(), UnixNames.address(SunNioCh.unixPeerAddress0(number)))
                : SunNioCh.socketChannel(family(), descriptor(), SunNioCh.remoteAddress(descriptor()));
    }

    /** The JVM looks for IPv6 once, in a file of /proc on Linux, and opens none of its UDP sockets where that is not there. */
    private DatagramChannel datagrams() throws IOException {
        try {
            return DatagramChannel.open(family());
        } catch (UnsupportedOperationException e) {
            throw new UnsupportedOperationException(
                    "fd " + number + " is " + facts.description() + " over IPv6, and this JVM has none ("
                            + e.getMessage()
                            + "). Remove systemd's ProcSubset=pid, which hides /proc/net/if_inet6, or"
                            + " java.net.preferIPv4Stack; or pass an IPv4 socket, as ListenDatagram=0.0.0.0:53 makes.",
                    e);
        }
    }

    private Channel listener() throws IOException {
        return family() == StandardProtocolFamily.UNIX
                ? UnixChannels.listener(descriptor())
                : SunNioCh.serverSocketChannel(family(), descriptor(), true);
    }

    /**
     * The JDK's constructors for a descriptor take every IP socket for IPv6: an IPv4 one then cannot send datagrams, and
     * its connections refuse {@code IP_TOS}. So a channel of the right family is opened, and the descriptor put under it.
     */
    private Channel putUnder(NetworkChannel opened) throws IOException {
        try {
            SunNioCh.dup2(number, SunNioCh.numberOf(opened));
            SunNioCh.setLocalAddress(opened, bound());
            return opened;
        } catch (IOException | RuntimeException | LinkageError e) {
            SunNioCh.discard(opened);
            throw e;
        }
    }

    /** As the facts have it: to ask the kernel once more takes two system calls. */
    private InetSocketAddress bound() {
        if (facts.address().isPresent() && facts.address().get() instanceof Address.Ip ip) {
            return ip.socketAddress();
        }
        throw new IllegalStateException(facts.description());
    }
}
