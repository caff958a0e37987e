package dev.doorbell.descriptors.unix;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.CPaths;
import dev.doorbell.descriptors.posix.Errno;
import dev.doorbell.descriptors.posix.Jna;
import dev.doorbell.descriptors.posix.LibC;
import dev.doorbell.descriptors.posix.NativeSockets;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Whether a program has the socket of a file open. {@code connect(2)} of a <em>datagram</em> socket tells, whatever the
 * type of the other is, and without being a client of it: kernels look for the socket first (ECONNREFUSED), and then at
 * its type (EPROTOTYPE). A stream socket is refused by one that is bound and does not listen yet as well, and by a full
 * backlog on XNU: {@code unix_find_bsd()} of Linux's net/unix/af_unix.c, {@code unp_connect()} of XNU's
 * bsd/kern/uipc_usrreq.c.
 */
public enum SocketLife {
    /** A program has it open, or may have: only a refusal shows that none has. */
    OPEN,
    /** No program has it open. */
    STALE,
    /** JNA is missing, or cannot load its native library. */
    UNKNOWN;

    /**
     * Asks the kernel, through JNA.
     *
     * @param path the path of a socket
     * @return what it says
     * @throws IOException if no socket can be made to ask with
     */
    public static SocketLife at(Path path) throws IOException {
        LibC libC;
        try {
            libC = Jna.libC("Telling a live socket from a stale one");
        } catch (UnsupportedOperationException withoutJna) {
            return UNKNOWN;
        }
        byte[] address = SockaddrUn.of(CPaths.asGiven(path));
        int probe = NativeSockets.open(CNumber.AF_UNIX.here(), CNumber.SOCK_DGRAM.here(), 0, "The probe of " + path);
        try {
            boolean refused = libC.connect(probe, address, address.length) != 0 && Errno.ECONNREFUSED.isLast();
            return refused ? STALE : OPEN;
        } finally {
            libC.close(probe);
        }
    }
}
