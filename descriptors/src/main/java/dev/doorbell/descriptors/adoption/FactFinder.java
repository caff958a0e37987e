package dev.doorbell.descriptors.adoption;

import dev.doorbell.descriptors.files.DescriptorPath;
import dev.doorbell.descriptors.files.FileType;
import dev.doorbell.descriptors.files.SocketTable;
import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.kinds.NetlinkSockets;
import dev.doorbell.descriptors.kinds.QueueNames;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.unix.UnixNames;
import dev.doorbell.spec.Address;
import dev.doorbell.spi.OperatingSystem;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kernel for the facts of descriptors. One object serves one hand-over: what takes a table of the kernel's to
 * find out is read once for all of them. Used by one thread.
 *
 * <p>A fact that only matching or a message needs, as an address or {@code IPV6_V6ONLY}, is never fatal: where the kernel
 * does not tell it, it is absent or has its default, and the descriptor is served.
 */
public final class FactFinder {
    /** The first three in the order of the JDK's own numbers. */
    private static final CNumber[] FAMILIES = {
        CNumber.AF_INET, CNumber.AF_INET6, CNumber.AF_UNIX, CNumber.AF_NETLINK, CNumber.AF_VSOCK
    };

    private static final CNumber[] TYPES = {
        CNumber.SOCK_STREAM, CNumber.SOCK_DGRAM, CNumber.SOCK_RAW, CNumber.SOCK_SEQPACKET
    };

    private @Nullable SocketTable unix;
    private @Nullable SocketTable netlink;

    /** Nothing is asked yet. */
    public FactFinder() {}

    /**
     * Asks the kernel. Asking changes nothing.
     *
     * @param number a descriptor number, open or not
     * @return the facts
     * @throws UnsupportedOperationException if no way into the JDK is open; the message says how to open one
     * @throws IOException if the operating system does not tell of which kind it is
     */
    public DescriptorFacts facts(int number) throws IOException {
        try {
            return asked(number);
        } catch (IOException refused) {
            throw new IOException(
                    "cannot tell what fd " + number + " is: " + refused.getMessage()
                            + ". Pass a TCP, UDP or UNIX socket, or a file that this user may look at.",
                    refused);
        }
    }

    private DescriptorFacts asked(int number) throws IOException {
        FileDescriptor descriptor = SunNioCh.newFD(number);
        int type;
        try {
            type = SunNioCh.getIntOption0(descriptor, CNumber.SOL_SOCKET.here(), CNumber.SO_TYPE.here());
        } catch (IOException notASocket) {
            return fileFacts(number);
        }
        boolean listening = listening(number, descriptor, type);
        @Nullable CNumber family = family(number, descriptor);
        // every netlink socket has the kernel for its peer
        boolean connected = !listening && family != CNumber.AF_NETLINK && connected(number, type, descriptor);
        boolean ipv6Only = family == CNumber.AF_INET6 && ipv6Only(descriptor);
        SocketFacts socket = new SocketFacts(family, named(type, TYPES), listening, connected, ipv6Only);
        return new DescriptorFacts(number, socket, address(number, descriptor, socket));
    }

    private static boolean listening(int number, FileDescriptor descriptor, int type) throws IOException {
        if (CNumber.OS == OperatingSystem.MACOS) {
            return type == CNumber.SOCK_STREAM.macos() && DarwinSockets.listens(number);
        }
        return SunNioCh.getIntOption0(descriptor, CNumber.SOL_SOCKET.here(), CNumber.SO_ACCEPTCONN.here()) != 0;
    }

    private static boolean connected(int number, int type, FileDescriptor descriptor) throws IOException {
        if (CNumber.OS == OperatingSystem.MACOS && type == CNumber.SOCK_STREAM.macos()) {
            return DarwinSockets.isConnection(number);
        }
        return SunNioCh.isConnected(number) || hasEnded(type, descriptor);
    }

    private static @Nullable CNumber family(int number, FileDescriptor descriptor) throws IOException {
        if (CNumber.OS == OperatingSystem.LINUX) {
            int domain = SunNioCh.getIntOption0(descriptor, CNumber.SOL_SOCKET.here(), CNumber.SO_DOMAIN.here());
            return named(domain, FAMILIES);
        }
        int known = SunNioCh.addressFamily(number);
        return known < 0 ? null : FAMILIES[known - SunNioCh.JDK_INET];
    }

    private static @Nullable CNumber named(int number, CNumber... known) {
        for (CNumber candidate : known) {
            if (candidate.here() == number) {
                return candidate;
            }
        }
        return null;
    }

    /**
     * Whether a stream socket had a peer that is gone: {@code getpeername(2)} says ENOTCONN after a reset, and after a
     * shutdown in both directions. Such a socket reads its end, and one that never had a peer is not readable
     * ({@code tcp_poll} and {@code unix_poll} of Linux ask {@code RCV_SHUTDOWN}, {@code soreadable} of XNU {@code
     * SS_CANTRCVMORE}).
     */
    private static boolean hasEnded(int type, FileDescriptor descriptor) throws IOException {
        boolean stream = type == CNumber.SOCK_STREAM.here() || type == CNumber.SOCK_SEQPACKET.here();
        return stream && (SunNioCh.poll(descriptor, SunNioCh.POLLIN, 0) & SunNioCh.POLLIN) != 0;
    }

    /** False, as is the default of {@code ipv6(7)}, where the kernel does not tell: some do not of an MPTCP socket. */
    private static boolean ipv6Only(FileDescriptor descriptor) {
        try {
            return SunNioCh.getIntOption0(descriptor, CNumber.IPPROTO_IPV6.here(), CNumber.IPV6_V6ONLY.here()) != 0;
        } catch (IOException notTold) {
            return false;
        }
    }

    private Optional<Address> address(int number, FileDescriptor descriptor, SocketFacts socket) {
        try {
            return localAddress(number, descriptor, socket);
        } catch (IOException notTold) {
            return Optional.empty();
        }
    }

    private Optional<Address> localAddress(int number, FileDescriptor descriptor, SocketFacts socket)
            throws IOException {
        if (socket.isIp()) {
            return Optional.of(new Address.Ip(SunNioCh.localAddress(descriptor)));
        }
        if (socket.family() == CNumber.AF_UNIX) {
            return UnixNames.of(number, unix());
        }
        return socket.family() == CNumber.AF_NETLINK
                ? Optional.of(NetlinkSockets.address(number, descriptor, netlink()))
                : Optional.empty();
    }

    private SocketTable unix() {
        SocketTable known = unix;
        if (known == null) {
            known = SocketTable.unix();
            unix = known;
        }
        return known;
    }

    private SocketTable netlink() {
        SocketTable known = netlink;
        if (known == null) {
            known = SocketTable.netlink();
            netlink = known;
        }
        return known;
    }

    private static DescriptorFacts fileFacts(int number) throws IOException {
        FileType type = DescriptorPath.type(number);
        boolean hasPath = type == FileType.FIFO || type == FileType.CHARACTER_DEVICE || type == FileType.REGULAR_FILE;
        Optional<Path> target = hasPath ? DescriptorPath.file(number) : Optional.empty();
        if (type == FileType.REGULAR_FILE && target.isPresent() && QueueNames.isQueue(number, target.get())) {
            Address name = new Address.MessageQueue(target.get().toString());
            return new DescriptorFacts(number, FileType.MESSAGE_QUEUE, Optional.of(name));
        }
        // an unnamed pipe's target is pipe:[8123], which is no path
        Optional<Address> address = target.isPresent() && target.get().isAbsolute()
                ? Optional.of(new Address.File(target.get()))
                : Optional.empty();
        return new DescriptorFacts(number, type, address);
    }
}
