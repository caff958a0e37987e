package dev.doorbell.descriptors;

import com.sun.jna.Memory;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** What XNU tells of a socket by other means than options. */
final class DarwinSockets {
    /** {@code PROC_PIDFDSOCKETINFO} of {@code bsd/sys/proc_info.h}, and {@code sizeof(struct socket_fdinfo)}. */
    static final int SOCKET_INFO = 3;

    static final int SOCKET_INFO_SIZE = 792;

    /** {@code soi_options} there, a short, and {@code SO_ACCEPTCONN} in it. */
    static final int AT_OPTIONS = 188;

    private static final int ACCEPTS_CONNECTIONS = CNumber.SO_ACCEPTCONN.macos();

    private DarwinSockets() {}

    /**
     * Whether a stream socket listens. {@code getsockopt(2)} does not tell: {@code sogetoptlock()} of {@code
     * bsd/kern/uipc_socket.c} has no case for {@code SO_ACCEPTCONN}.
     */
    static boolean listens(int number) throws IOException {
        if (SunNioCh.isConnected(number)) {
            return false;
        }
        return WaysIn.jnaIsLoaded() ? listensByItsOptions(number) : !hasEnded(number);
    }

    /** Whether a stream socket is a connection, also one that both sides have ended, which has no peer's address any more. */
    static boolean isConnection(int number) throws IOException {
        return SunNioCh.isConnected(number) || hasEnded(number);
    }

    private static boolean listensByItsOptions(int number) throws IOException {
        LibC c = Jna.libC("The socket on fd " + number);
        try (Memory info = new Memory(SOCKET_INFO_SIZE)) {
            int told = c.proc_pidfdinfo(c.getpid(), number, SOCKET_INFO, info, SOCKET_INFO_SIZE);
            return told == SOCKET_INFO_SIZE
                    ? (info.getShort(AT_OPTIONS) & ACCEPTS_CONNECTIONS) != 0
                    : !hasEnded(number);
        }
    }

    /** {@code getpeername()} of bsd/kern/uipc_syscalls.c is EINVAL for one, as for no listener and no fresh socket. */
    private static boolean hasEnded(int number) throws IOException {
        FileDescriptor socket = SunNioCh.newFD(number);
        return (SunNioCh.poll(socket, SunNioCh.POLLIN, 0) & SunNioCh.POLLHUP) != 0;
    }

    /** Whether two numbers are one IP socket. Device and inode are 0 for all of them: {@code soo_stat()}. */
    static boolean isSame(int number, int other) throws IOException {
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
}
