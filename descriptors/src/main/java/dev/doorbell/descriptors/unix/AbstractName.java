package dev.doorbell.descriptors.unix;

import dev.doorbell.descriptors.posix.CNumber;
import dev.doorbell.descriptors.posix.Jna;
import dev.doorbell.descriptors.posix.NativeSockets;
import dev.doorbell.descriptors.posix.SockaddrUn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A name in the abstract namespace of Linux, see {@code unix(7)}. The JDK would add a NUL to it. */
public final class AbstractName {

    private AbstractName() {}

    /**
     * A new socket that is bound to a name.
     *
     * @return its number; the caller closes it
     */
    public static int bind(CNumber type, String name) throws IOException {
        Jna.checkLinux("The abstract name @" + name);
        byte[] address = sockaddr(name);
        int socket = NativeSockets.open(CNumber.AF_UNIX.here(), type.here(), 0, "The abstract name @" + name);
        NativeSockets.bind(socket, address, "@" + name);
        return socket;
    }

    /** {@code struct sockaddr_un} of Linux: the family, a NUL, and the name without a NUL at its end. */
    public static byte[] sockaddr(String name) throws IOException {
        byte[] bytes = ("\0" + name).getBytes(StandardCharsets.UTF_8);
        SockaddrUn.checkLength(bytes.length - 1, "@" + name);
        return SockaddrUn.of(bytes);
    }
}
