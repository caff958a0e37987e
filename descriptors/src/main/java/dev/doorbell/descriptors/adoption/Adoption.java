package dev.doorbell.descriptors.adoption;

import dev.doorbell.descriptors.jdk.DescriptorRefusal;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.jdk.UnixChannels;
import dev.doorbell.descriptors.kinds.MessageQueues;
import dev.doorbell.descriptors.kinds.NetlinkSockets;
import dev.doorbell.descriptors.kinds.RegularFiles;
import dev.doorbell.descriptors.kinds.SpecialFiles;
import dev.doorbell.descriptors.kinds.UnservedDescriptor;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.unix.UnixDatagrams;
import dev.doorbell.spec.Address;
import dev.doorbell.spec.Kind;
import dev.doorbell.spi.OperatingSystem;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The step from a descriptor to its channel, which leaves the descriptor as it is. A socket is opened only where the JDK has
 * no other way, which {@link #wouldBeTakenForIpv6} tells.
 */
final class Adoption {
    private final DescriptorFacts facts;
    private final int number;

    Adoption(DescriptorFacts facts) {
        this(facts, facts.number());
    }

    /** Adopts a copy, which messages call by the number that was passed. */
    Adoption(DescriptorFacts facts, int number) {
        this.facts = facts;
        this.number = number;
    }

    /**
     * Makes the channel of the descriptor's kind. It has the descriptor's number, or a copy of its own.
     *
     * @throws UnsupportedOperationException if the descriptor is not open, or only a path, or a library is missing that
     *     its kind takes
     * @throws IOException if the operating system refuses
     */
    Channel channel() throws IOException {
        checkIsMoreThanAPath();
        // the switch is a class of its own, which the kinds that every start may have need not load
        Kind kind = facts.kind();
        if (kind == Kind.TCP) {
            return wouldBeTakenForIpv6() ? ipv4Listener() : listener();
        }
        return kind == Kind.UNIX_STREAM ? listener() : rarer(kind);
    }

    private Channel rarer(Kind kind) throws IOException {
        return switch (kind) {
            case UNIX_SEQPACKET -> listener();
            case UDP -> adoptedDatagrams(datagrams());
            case UNIX_DATAGRAM -> UnixDatagrams.channel(number);
            case FIFO -> source();
            case SPECIAL -> SpecialFiles.channel(number);
            case NETLINK -> NetlinkSockets.channel(number);
            case MESSAGE_QUEUE -> MessageQueues.channel(number);
            case CONNECTION -> PassedConnection.channel(family(), number);
            case FILE -> RegularFiles.channel(number);
            case OTHER -> unserved();
            case TCP, UNIX_STREAM -> throw new IllegalStateException(kind + " is not one of the rarer kinds");
        };
    }

    private static Channel adoptedDatagrams(Channel adopted) {
        return CNumber.OS == OperatingSystem.MACOS ? DarwinSockets.sendingLargeDatagrams(adopted) : adopted;
    }

    /** {@code poll(2)} calls a descriptor of {@code O_PATH} invalid, as everything does but {@code fstat(2)} and its kin. */
    private void checkIsMoreThanAPath() throws IOException {
        // XNU has no O_PATH, and calls devices without kqueue invalid: poll_nocancel(), bsd/kern/sys_generic.c
        boolean mayBePath = CNumber.OS == OperatingSystem.LINUX && facts.open();
        if (mayBePath && facts.socket().isEmpty() && isInvalidForPoll()) {
            throw new UnsupportedOperationException(
                    "fd " + facts.number() + " is " + facts.description()
                            + ", but only its path is open (O_PATH), which can be neither read nor written. Open it without O_PATH.");
        }
    }

    private boolean isInvalidForPoll() throws IOException {
        return (SunNioCh.poll(descriptor(), SunNioCh.POLLIN, 0) & SunNioCh.POLLNVAL) != 0;
    }

    /** A channel to drain with the JDK's own selectors: no library is loaded for that. */
    Channel drain() throws IOException {
        return facts.kind() == Kind.UNIX_DATAGRAM ? source() : channel();
    }

    private Pipe.SourceChannel source() throws IOException {
        return SunNioCh.sourceChannel(descriptor());
    }

    /** To be handed out, like a directory or a socket that does not listen. */
    private Channel unserved() {
        if (!facts.open()) {
            throw new UnsupportedOperationException("fd " + facts.number() + " is " + facts.description()
                    + ", so there is nothing to adopt. Pass a descriptor that is open.");
        }
        return new UnservedDescriptor(number);
    }

    private FileDescriptor descriptor() throws IOException {
        return SunNioCh.newFD(number);
    }

    private ProtocolFamily family() {
        @Nullable CNumber family = facts.socket().orElseThrow().family();
        if (family == CNumber.AF_INET) {
            return StandardProtocolFamily.INET;
        }
        if (family == CNumber.AF_INET6) {
            return StandardProtocolFamily.INET6;
        }
        if (family == CNumber.AF_UNIX) {
            return StandardProtocolFamily.UNIX;
        }
        throw new IllegalStateException(facts.description());
    }

    /**
     * Makes the channel of a copy, which the constructor, or the cleaner that it registers, closes where it fails: that of the descriptor that
     * was passed would close it after the adoption was taken back.
     */
    private Channel datagrams() throws IOException {
        if (wouldBeTakenForIpv6()) {
            return putUnder(DatagramChannel.open(StandardProtocolFamily.INET));
        }
        if (family() == StandardProtocolFamily.INET6 && !SunNioCh.isIPv6Available()) {
            throw MissingIpv6.of(facts);
        }
        return SunNioCh.datagramChannel(SunNioCh.newFD(SunNioCh.bareDup(number)));
    }

    private Channel listener() throws IOException {
        return family() == StandardProtocolFamily.UNIX
                ? UnixChannels.listener(descriptor())
                : SunNioCh.serverSocketChannel(family(), descriptor(), true);
    }

    /**
     * Returns whether the JDK's constructors for a descriptor would take an IPv4 socket for IPv6, as they take every IP socket
     * for one of the JVM's own family: it then cannot send datagrams, and its connections refuse {@code IP_TOS}. Then a channel
     * of the right family is opened, and the descriptor put under it. Anywhere else nothing is opened that was passed.
     */
    private boolean wouldBeTakenForIpv6() throws IOException {
        return family() == StandardProtocolFamily.INET && SunNioCh.isIPv6Available();
    }

    /** Adopts an IPv4 socket as one. In a sandbox that lets the JVM open IPv6 sockets only, its connections refuse {@code IP_TOS}. */
    private Channel ipv4Listener() throws IOException {
        ServerSocketChannel opened;
        try {
            opened = ServerSocketChannel.open(StandardProtocolFamily.INET);
        } catch (SocketException refused) {
            if (!SunNioCh.canBeDuplicated(number)) {
                throw refused;
            }
            return listener();
        }
        return putUnder(opened);
    }

    /** Returns the refusal as a user reads it. Its cause is found by trying, as its text may be in any language. */
    IOException failure(IOException refused) throws IOException {
        return new IOException(
                "cannot adopt fd " + facts.number() + ", " + facts.description() + ": " + refused.getMessage() + ". "
                        + fix(),
                refused);
    }

    private String fix() throws IOException {
        if (!SunNioCh.canBeDuplicated(number)) {
            return DescriptorRefusal.LIMIT + ": an IPv4 or UDP listener takes a second descriptor for a moment.";
        }
        return facts.kind() == Kind.UDP && wouldBeTakenForIpv6()
                ? "Add AF_INET to RestrictAddressFamilies= of the systemd unit: a JVM with IPv6 takes an IPv4 socket only"
                        + " under one that it has opened."
                : "See what this process may do with it (ls -l /proc/self/fd, SystemCallFilter= in a systemd unit), or"
                        + " pass another one.";
    }

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

    /** Returns the address of the facts: to ask the kernel once more takes two system calls. */
    private InetSocketAddress bound() throws IOException {
        return facts.address().isPresent() && facts.address().get() instanceof Address.Ip ip
                ? ip.socketAddress()
                : SunNioCh.localAddress(descriptor());
    }
}
