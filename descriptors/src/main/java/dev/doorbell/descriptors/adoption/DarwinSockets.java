package dev.doorbell.descriptors.adoption;

import dev.doorbell.descriptors.jdk.SunNioCh;
import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.CloseOnExec;
import dev.doorbell.descriptors.posix.DarwinSocketInfo;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.OptionalInt;

/** Facts that XNU tells of a socket by other means than options. */
final class DarwinSockets {
    /** The largest datagram of UDP over IPv4. */
    private static final int LARGEST_DATAGRAM = 65507;

    private static final int ACCEPTS_CONNECTIONS = CNumber.SO_ACCEPTCONN.macos();

    private DarwinSockets() {}

    /**
     * Whether a stream socket listens. {@code getsockopt(2)} cannot: {@code sogetoptlock()} of {@code
     * bsd/kern/uipc_socket.c} has no case for {@code SO_ACCEPTCONN}.
     */
    static boolean listens(int number) throws IOException {
        if (SunNioCh.isConnected(number)) {
            return false;
        }
        OptionalInt options = CloseOnExec.jnaIsLoaded() ? DarwinSocketInfo.options(number) : OptionalInt.empty();
        return options.isPresent() ? (options.getAsInt() & ACCEPTS_CONNECTIONS) != 0 : !hasEnded(number);
    }

    /** Whether a stream socket is a connection, also one that both sides have ended, which has no peer's address any more. */
    static boolean isConnection(int number) throws IOException {
        return SunNioCh.isConnected(number) || hasEnded(number);
    }

    /** {@code getpeername()} of bsd/kern/uipc_syscalls.c is EINVAL for one, as for no listener and no fresh socket. */
    private static boolean hasEnded(int number) throws IOException {
        FileDescriptor socket = SunNioCh.newFD(number);
        return (SunNioCh.poll(socket, SunNioCh.POLLIN, 0) & SunNioCh.POLLHUP) != 0;
    }

    /**
     * Whether two sockets with the same device and inode are one. Both are 0 for every IP socket: {@code soo_stat()} of
     * bsd/kern/sys_socket.c.
     */
    static boolean isSame(int number, int other) throws IOException {
        int family = SunNioCh.addressFamily(number);
        if (family != SunNioCh.JDK_INET && family != SunNioCh.JDK_INET6) {
            return true;
        }
        FileDescriptor one = SunNioCh.newFD(number);
        FileDescriptor another = SunNioCh.newFD(other);
        return SunNioCh.localAddress(one).equals(SunNioCh.localAddress(another))
                && peer(one).equals(peer(another));
    }

    private static Optional<InetSocketAddress> peer(FileDescriptor socket) {
        try {
            return Optional.of(SunNioCh.remoteAddress(socket));
        } catch (IOException hasNone) {
            return Optional.empty();
        }
    }

    /**
     * Lets an adopted UDP socket send datagrams of every size. The JDK does so for its own on macOS, {@code
     * Java_sun_nio_ch_Net_socket0} in Net.c: a larger datagram than SO_SNDBUF is EMSGSIZE, and XNU begins with 9216 bytes,
     * {@code udp_sendspace} in bsd/netinet/udp_usrreq.c.
     */
    static Channel sendingLargeDatagrams(Channel adopted) {
        try {
            if (adopted instanceof DatagramChannel channel
                    && channel.getOption(StandardSocketOptions.SO_SNDBUF) < LARGEST_DATAGRAM) {
                channel.setOption(StandardSocketOptions.SO_SNDBUF, LARGEST_DATAGRAM);
            }
        } catch (IOException asItIs) {
            // smaller datagrams are served all the same
        }
        return adopted;
    }
}
